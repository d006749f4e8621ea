import { Refusal, type RefusalCode } from '@contract/errors.ts';
import type { Access } from '@contract/procedure.ts';
import type { AdmitUnread } from './request-limits.ts';
import { admit, type CallContext } from './guard/admit.ts';
import { recordingRefusal } from './guard/record-refusal.ts';

/** A window has no suitable session: this is known without reading the call, and no rule refused it (J4). */
const withoutSession: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  'DESK_NOT_OPEN',
  'NOT_SIGNED_IN',
  'SESSION_LOCKED',
  'SESSION_ENDED',
]);

/** What can be checked while the input is unread: the input names the client session. */
const unread = (access: Access): Access => (access.kind === 'client' ? { kind: 'staff' } : access);
/** Whether there is a session at all. Its rights are checked with the input, so that the record of a refusal can say for whom. */
const session = (access: Access): Access =>
  access.kind === 'admin' || access.kind === 'client'
    ? { kind: 'staff' }
    : access.kind === 'enterprise'
      ? { ...access, functions: [] }
      : access;

/**
 * Identifies the caller before the input is read. A short input only needs a session; a long input needs everything
 * that its procedure requires.
 * @throws Refusal like the router's guard; CONFLICT if the procedure works only while no desk is open
 */
export const admitUnread: AdmitUnread<CallContext> = async (context, call, large) => {
  const { meta } = call;
  if (!meta.access) return;
  if (meta.whileUnopened && large && (await context.desk.status()).phase === 'open') {
    throw new Refusal('CONFLICT', '工作台已经打开，请刷新页面。', { link: 'state' });
  }
  if (meta.access.kind === 'open') return;
  const asked = { ...meta, background: true, access: large ? unread(meta.access) : session(meta.access) };
  if (large) {
    await recordingRefusal(context, { name: call.path.join('.'), summary: call.summary }, undefined, () =>
      admit(context, asked, undefined),
    );
    return;
  }
  try {
    await admit(context, asked, undefined);
  } catch (error) {
    if (error instanceof Refusal && withoutSession.has(error.code)) throw error;
  }
};
