import { randomUUID } from 'node:crypto';
import type { Dossier } from '@contract/client-dossier.ts';
import type { Act } from '../../bureau/act/acts.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import { lastAudit, nextSeq } from '../../store/repositories/audit.ts';
import { addImport, changeImport } from '../../store/repositories/import-journal.ts';
import { rememberedPassword } from '../../store/repositories/vault.ts';
import type { ChangedAccount, ClientState } from '../../store/schema/import-journal.ts';
import type { DatabaseTransaction } from '../../store/schema/index.ts';
import type { RememberedPasswordTable } from '../../store/schema/office.ts';
import { storedDossiers } from '../dossier/stored-dossiers.ts';
import { clientStates } from './client-state.ts';

/** Imports that can be undone; of older ones only the trail knows. */
const importsKept = 20;

/** A client that an import wrote. */
export interface WrittenClient {
  clientId: string;
  added: boolean;
  typed: boolean;
  name: string;
  agreementId: string | null;
  accountsAdded: readonly string[];
  accountsChanged: readonly ChangedAccount[];
}

/** Writes down what an import does within its act, so that it can be undone. */
export class ImportJournal {
  readonly #remembered = new Map<string, RememberedPasswordTable>();

  private constructor(
    private readonly db: DatabaseTransaction,
    private readonly firstSeq: number,
    private readonly before: ReadonlyMap<string, ClientState>,
    private readonly dossier: (clientId: string) => Dossier,
  ) {}

  /** Before anything is written. @param known clients that are to be changed */
  static async begin(db: DatabaseTransaction, known: readonly string[]): Promise<ImportJournal> {
    return new ImportJournal(db, await nextSeq(db), await clientStates(db, known), await storedDossiers(db, known));
  }

  /** Keeps the remembered agreement password of a client that gets another agreement, sealed as it is. */
  async keepRemembered(clientId: string): Promise<void> {
    const row = await rememberedPassword(this.db, clientId);
    if (row) this.#remembered.set(clientId, row);
  }

  /** When all is written. @returns id of the import */
  async end(by: { staff: StaffActor; at: number; file: string }, written: readonly WrittenClient[]): Promise<string> {
    const id = randomUUID();
    const after = await clientStates(
      this.db,
      written.map(({ clientId }) => clientId),
    );
    const rows = written.flatMap((one) => {
      const now = after.get(one.clientId);
      if (!now) return [];
      const before = one.added ? null : (this.before.get(one.clientId) ?? null);
      const change = {
        name: one.name,
        before,
        after: now,
        ...(before && before.dossier !== now.dossier ? { dossierBefore: this.dossier(one.clientId) } : {}),
        typed: one.typed,
        agreementId: one.agreementId,
        accountsAdded: [...one.accountsAdded],
        accountsChanged: [...one.accountsChanged],
      };
      return [{ client_id: one.clientId, change, remembered: this.#remembered.get(one.clientId) ?? null }];
    });
    await addImport(
      this.db,
      {
        id,
        at: by.at,
        handler_id: by.staff.handlerId,
        by_name: by.staff.name,
        session_id: by.staff.sessionId,
        file: by.file,
        added: written.filter(({ added }) => added).length,
        updated: written.filter(({ added }) => !added).length,
        accounts: written.reduce((sum, one) => sum + one.accountsAdded.length + one.accountsChanged.length, 0),
        first_seq: this.firstSeq,
        last_seq: (await lastAudit(this.db))?.seq ?? this.firstSeq,
        end_seq: null,
        undone_at: null,
        undone_by: null,
        undo_first_seq: null,
        undo_last_seq: null,
        undo_result: null,
      },
      rows,
      importsKept,
    );
    return id;
  }
}

/** Says how far the trail goes that the import itself wrote after its act: passwords that were remembered. */
export async function closeJournal(act: Act, importId: string): Promise<void> {
  await changeImport(act.db, importId, { end_seq: (await lastAudit(act.db))?.seq ?? null });
}
