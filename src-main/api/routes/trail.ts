import type { AdmittedCall } from '../guard/admit.ts';
import { os } from '../guard/admit.ts';

/** The two days of a filter as milliseconds for the engine. */
export const instants = <Question extends { from?: string | undefined; to?: string | undefined }>({
  from,
  to,
  ...rest
}: Question) => ({
  ...rest,
  from: from === undefined ? undefined : Date.parse(from),
  to: to === undefined ? undefined : Date.parse(to),
});

const exportOf = (call: AdmittedCall) => call.engine.bureau.trailExport;

export const trailRoutes = {
  list: os.trail.list.handler(({ input, context: { call } }) =>
    call.engine.office.trail.list(call.staff, instants(input)),
  ),
  verify: os.trail.verify.handler(({ context: { call } }) => call.engine.bureau.trail.verify()),
  exportStart: os.trail.exportStart.handler(({ context: { call } }) => exportOf(call).begin(call.staff)),
  exportPage: os.trail.exportPage.handler(({ input, context: { call } }) => exportOf(call).page(input)),
};
