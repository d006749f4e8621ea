import { os } from '../guard/admit.ts';

export const registrationRoutes = {
  personCode: os.registration.personCode.handler(({ input, context: { call } }) =>
    call.engine.bureau.registrationCodes.send('registerPerson', input.mobile, call),
  ),
  person: os.registration.person.handler(({ input, context: { call } }) =>
    call.engine.bureau.registerPerson.register(input, call),
  ),
  enterpriseCode: os.registration.enterpriseCode.handler(({ input, context: { call } }) =>
    call.engine.bureau.registrationCodes.send('registerEnterprise', input.mobile, call),
  ),
  enterprise: os.registration.enterprise.handler(({ input, context: { call } }) =>
    call.engine.bureau.registerEnterprise.register(input, call),
  ),
};
