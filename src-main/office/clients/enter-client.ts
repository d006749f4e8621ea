import { Refusal } from '@contract/errors.ts';
import type { OpenClient } from '@contract/session.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import type { AgencyEntry, AgreementProof } from '../../bureau/agency/entry.ts';
import type { SessionStates } from '../session/session-state.ts';
import type { Vault } from '../vault/vault.ts';

export type EnterWith =
  { kind: 'password'; agreementPassword: string; remember: boolean } | { kind: 'remembered' } | { kind: 'agreement' };

/** Entering a client (G3) from the office: with a typed agreement password, or with the one the open vault remembers. */
export class EnterClient {
  constructor(
    private readonly entry: AgencyEntry,
    private readonly vault: Vault,
    private readonly sessionStates: SessionStates,
  ) {}

  /** @throws what {@link AgencyEntry.enter} refuses, VAULT_LOCKED, VAULT_EMPTY */
  async enter(staff: StaffActor, clientId: string, using: EnterWith): Promise<OpenClient> {
    // Before anything is opened: a refused call must leave no open client.
    if (using.kind === 'password' && using.remember) await this.vault.requireOpen(staff);
    const entered = await this.entry.enter(staff, clientId, this.#proof(staff, clientId, using));
    // Only a password that was proved right is remembered.
    if (using.kind === 'password' && using.remember && entered.proved && !entered.alreadyOpen) {
      await this.vault.remembered.remember(staff, {
        clientId,
        agreementId: entered.agreement.id,
        passwordVersion: entered.agreement.password_version,
        password: using.agreementPassword,
      });
    }
    const open = await this.sessionStates.openClient(staff.sessionId, entered.clientSessionId);
    if (!open) throw new Refusal('SESSION_ENDED', '客户会话已结束，请重新进入。', { link: 'session', rule: 'G5' });
    return open;
  }

  #proof(staff: StaffActor, clientId: string, using: EnterWith): AgreementProof {
    switch (using.kind) {
      case 'password':
        return { kind: 'typed', password: using.agreementPassword };
      case 'remembered':
        return { kind: 'remembered', recall: () => this.vault.remembered.recallSecret(staff, clientId) };
      case 'agreement':
        return { kind: 'none' };
    }
  }
}
