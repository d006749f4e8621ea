import { emptyDossier, type Dossier } from '@contract/client-dossier.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import { handlerNames } from '../../store/repositories/members.ts';
import { ownFieldRows } from '../../store/repositories/own-fields.ts';
import type { DatabaseTransaction } from '../../store/schema/index.ts';
import type { FieldChange } from '../clients/field-change.ts';
import { dossierChanges } from '../dossier/dossier-changes.ts';
import { storeDossiers, writeDossier } from '../dossier/dossier-rows.ts';
import { storedDossiers } from '../dossier/stored-dossiers.ts';
import { mergeDossier } from './dossier-merge.ts';
import type { JudgedRow } from './judge.ts';

type Names = Parameters<typeof dossierChanges>[3];

/** Writes what the rows of an import say of dossiers, within its act. */
export class DossierRun {
  readonly #added: { clientId: string; dossier: Dossier }[] = [];

  private constructor(
    private readonly db: DatabaseTransaction,
    private readonly today: string,
    private readonly stored: (clientId: string) => Dossier,
    private readonly names: Names,
  ) {}

  /** @param known clients that are to be changed */
  static async begin(
    db: DatabaseTransaction,
    staff: StaffActor,
    known: readonly string[],
    today: string,
  ): Promise<DossierRun> {
    const staffNames = await handlerNames(db, staff.agencyId);
    return new DossierRun(db, today, await storedDossiers(db, known), {
      staff: (id) => staffNames.get(id)?.name ?? '已离职人员',
      own: await ownFieldRows(db),
    });
  }

  /** The dossier of a client that is new: written with all others by {@link end}. */
  add(clientId: string, { dossier: draft, taxpayerKind }: JudgedRow): void {
    if (draft === null) return;
    const facts = { kind: taxpayerKind ?? ('smallScale' as const), today: this.today };
    this.#added.push({ clientId, dossier: mergeDossier(emptyDossier(), draft, facts).dossier });
  }

  /** Changes the dossier of a known client. @returns what changed, for its record */
  async change(
    clientId: string,
    { dossier: draft }: JudgedRow,
    kind: 'general' | 'smallScale',
  ): Promise<FieldChange[]> {
    if (draft === null) return [];
    const before = this.stored(clientId);
    const { dossier, fields } = mergeDossier(before, draft, { kind, today: this.today });
    if (fields.length > 0) await writeDossier(this.db, clientId, dossier, new Set(fields));
    return dossierChanges(fields, before, dossier, this.names);
  }

  end(): Promise<void> {
    return storeDossiers(this.db, this.#added);
  }
}
