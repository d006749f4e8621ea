import { os } from '../guard/admit.ts';

export const businessRoutes = {
  home: os.business.home.handler(({ context: { call } }) => call.engine.bureau.business.home.of(call.client)),
  decisions: os.business.decisions.handler(({ context: { call } }) =>
    call.engine.bureau.business.decisions(call.client),
  ),
  vatReturn: os.business.vatReturn.handler(({ input, context: { call } }) =>
    call.engine.bureau.business.vat.open(call.client, input.period),
  ),
  vatPeriods: os.business.vatPeriods.handler(({ context: { call } }) =>
    call.engine.bureau.business.vat.periods(call.client),
  ),
  vatCompute: os.business.vatCompute.handler(({ input, context: { call } }) =>
    call.engine.bureau.business.vat.compute(call.client, input.period, input.lines),
  ),
  vatSave: os.business.vatSave.handler(({ input, context: { call } }) =>
    call.engine.bureau.business.vat.save(call.client, input.period, input.lines, input.revision),
  ),
  vatSubmit: os.business.vatSubmit.handler(({ input, context: { call } }) =>
    call.engine.bureau.business.vat.submit(call.client, input.period, input.revision, input.confirmed),
  ),
  filings: os.business.filings.handler(({ input, context: { call } }) =>
    call.engine.bureau.business.filings.list(call.client, input),
  ),
  filing: os.business.filing.handler(({ input, context: { call } }) =>
    call.engine.bureau.business.vat.view(call.client, input.filingId),
  ),
  payments: os.business.payments.handler(({ input, context: { call } }) =>
    call.engine.bureau.business.payments.list(call.client, input),
  ),
  recordPayment: os.business.recordPayment.handler(({ input, context: { call } }) =>
    call.engine.bureau.business.payments.record(call.client, input),
  ),
  returnPayments: os.business.returnPayments.handler(({ input, context: { call } }) =>
    call.engine.bureau.business.returnPayments.of(call.client, input.period),
  ),
  payReturn: os.business.payReturn.handler(({ input, context: { call } }) =>
    call.engine.bureau.business.returnPayments.recordAll(call.client, input),
  ),
  reversePayment: os.business.reversePayment.handler(({ input, context: { call } }) =>
    call.engine.bureau.business.payments.reverse(call.client, input),
  ),
  certificates: os.business.certificates.handler(({ context: { call } }) =>
    call.engine.bureau.business.certificates.list(call.client),
  ),
  certificate: os.business.certificate.handler(({ input, context: { call } }) =>
    call.engine.bureau.business.certificates.issue(call.client, input),
  ),
};
