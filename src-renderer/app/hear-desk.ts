import type { DeskEvent } from '@contract/events.ts';
import { client, deskEvents } from '../bridge/client.ts';
import { t } from '../locales/text.ts';
import { notifyNote } from '../shared/calls/notify.ts';
import { useDesk } from '../stores/desk.ts';
import { useNotices } from '../stores/notices.ts';
import { useSession } from '../stores/session.ts';
import { useVault } from '../stores/vault.ts';
import { useWork } from '../stores/work.ts';

/** Keeps the stores in step with the engine (ADR-0024). Called once, when the program starts. */
export function hearDesk(): () => void {
  const [desk, session, vault, work, notices] = [useDesk(), useSession(), useVault(), useWork(), useNotices()];
  // A failed refresh is not reported twice: the connection state in the status bar says it already.
  const quietly = (loading: Promise<void>): void => {
    loading.catch(() => {});
  };
  const refreshSession = async (load = session.load): Promise<void> => {
    await load();
    if (!session.signedIn || session.locked || session.restarted) return;
    await Promise.all([vault.load(), work.load(), announceWaiting()]);
  };
  // Whoever waits for the vault is announced to an admin once, behind the bell: nobody else can let them in.
  const announced = new Set<string>();
  const announceWaiting = async (): Promise<void> => {
    if (session.staff?.staff.officeRole !== 'admin') return;
    const waiting = await client.vault.waiting();
    // Let in, and waiting again after a new password: announced again.
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
        // Under the lock no client is named; the bell keeps it.
        if (!session.locked) notifyNote(text);
        break;
      }
      // The vault also closes with a lock, which this window may not know yet: the session is asked first.
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
