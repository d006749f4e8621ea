import { os } from '../guard/admit.ts';

export const socialInsuranceRoutes = {
  people: os.socialInsurance.people.handler(({ input, context: { call } }) =>
    call.engine.bureau.social.people.list(call.enterprise, input),
  ),
  addPerson: os.socialInsurance.addPerson.handler(({ input, context: { call } }) =>
    call.engine.bureau.social.people.add(call.enterprise, input),
  ),
  stopPerson: os.socialInsurance.stopPerson.handler(({ input, context: { call } }) =>
    call.engine.bureau.social.people.stop(call.enterprise, input),
  ),
  setWage: os.socialInsurance.setWage.handler(({ input, context: { call } }) =>
    call.engine.bureau.social.people.setWage(call.enterprise, input),
  ),
  months: os.socialInsurance.months.handler(({ context: { call } }) =>
    call.engine.bureau.social.declarations.months(call.enterprise),
  ),
  declaration: os.socialInsurance.declaration.handler(({ input, context: { call } }) =>
    call.engine.bureau.social.declarations.open(call.enterprise, input.month),
  ),
  compute: os.socialInsurance.compute.handler(({ input, context: { call } }) =>
    call.engine.bureau.social.declarations.compute(call.enterprise, input.month, input.wages),
  ),
  save: os.socialInsurance.save.handler(({ input, context: { call } }) =>
    call.engine.bureau.social.declarations.save(call.enterprise, input),
  ),
  submit: os.socialInsurance.submit.handler(({ input, context: { call } }) =>
    call.engine.bureau.social.declarations.submit(call.enterprise, input),
  ),
  correct: os.socialInsurance.correct.handler(({ input, context: { call } }) =>
    call.engine.bureau.social.declarations.correct(call.enterprise, input),
  ),
  abandonCorrection: os.socialInsurance.abandonCorrection.handler(({ input, context: { call } }) =>
    call.engine.bureau.social.declarations.abandon(call.enterprise, input),
  ),
  pay: os.socialInsurance.pay.handler(async ({ input, context: { call } }) => {
    const { social } = call.engine.bureau;
    await social.payments.pay(call.enterprise, input);
    return social.declarations.open(call.enterprise, input.month);
  }),
  slip: os.socialInsurance.slip.handler(({ input, context: { call } }) =>
    call.engine.bureau.social.payments.slip(call.enterprise, input.month),
  ),
};
