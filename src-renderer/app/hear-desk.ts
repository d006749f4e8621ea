import type { DeskEvent } from '@contract/events.ts';
import { client, deskEvents } from '../bridge/client.ts';
import { t } from '../locales/text.ts';
import { notifyNote } from '../shared/calls/notify.ts';
import { useDesk } from '../stores/desk.ts';
import { useNotices } from '../stores/notices.ts';
import { useSession } from '../stores/session.ts';
import { useVault } from '../stores/vault.ts';
import { useWork } from '../stores/work.ts';

/** Keeps the stores up to date with the engine (ADR-0024). Called once, when the program starts. */
export function hearDesk(): () => void {
  const [desk, session, vault, work, notices] = [useDesk(), useSession(), useVault(), useWork(), useNotices()];
  // A failed refresh needs no message: the status bar shows the connection state.
  const quietly = (loading: Promise<void>): void => {
    loading.catch(() => {});
  };
  const refreshSession = async (load = session.load): Promise<void> => {
    await load();
    if (!session.signedIn || session.locked || session.restarted) return;
    await Promise.all([vault.load(), work.load(), announceWaiting()]);
  };
  // The bell announces each member who waits for the vault to an admin, once: only an admin can let them in.
  const announced = new Set<string>();
  const announceWaiting = async (): Promise<void> => {
    if (session.staff?.staff.officeRole !== 'admin') return;
    const waiting = await client.vault.waiting();
    // A member who was let in and waits again after a new password is announced again.
    for (const id of announced) if (!waiting.some(({ handlerId }) => handlerId === id)) announced.delete(id);
    for (const member of waiting) {
      if (announced.has(member.handlerId)) continue;
      announced.add(member.handlerId);
      notices.add({
        at: desk.now,
        kind: 'warn',
        text: t('entering.memberWaits', { name: member.name }),
        clientId: null,
      });
    }
  };

  return deskEvents.subscribe((event: DeskEvent) => {
    switch (event.kind) {
      case 'hello':
        quietly(desk.load());
        quietly(refreshSession(session.loadAfterGap));
        break;
      case 'deskChanged':
        desk.apply(event.status);
        quietly(refreshSession());
        break;
      case 'sessionChanged':
      case 'staffSessionEnded':
        quietly(refreshSession());
        break;
      case 'rightsChanged':
        quietly(session.load());
        break;
      case 'ownRightsChanged':
        quietly(session.load());
        notifyNote(t('staffMaintenance.rightsChanged'));
        break;
      case 'clientSessionEnded': {
        quietly(session.load());
        if (event.end === 'closed' || event.end === 'signedOut' || event.end === 'parentEnded') break;
        const text = `${event.clientName}：${t(`problems.ended.${event.end}`)}`;
        notices.add({ at: desk.now, kind: 'warn', text, clientId: event.clientId });
        // Under the lock no client is named; the bell keeps the notice.
        if (!session.locked) notifyNote(text);
        break;
      }
      // A lock also closes the vault, and this window may not know of it yet: ask for the session first.
      case 'vaultChanged':
        quietly(refreshSession());
        break;
      case 'work':
        work.apply(event.work);
        break;
      case 'clientsChanged':
      case 'staffChanged':
      case 'phoneMessage':
        break;
    }
  });
}
