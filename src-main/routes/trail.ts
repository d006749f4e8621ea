import { os } from './admit.ts';

const instant = (iso: string | undefined): number | undefined => (iso === undefined ? undefined : Date.parse(iso));

export const trailRoutes = {
  list: os.trail.list.handler(({ input, context: { call } }) =>
    call.engine.office.trail.list(call.staff, { ...input, from: instant(input.from), to: instant(input.to) })),
  verify: os.trail.verify.handler(({ context: { call } }) => call.engine.bureau.trail.verify()),
};
