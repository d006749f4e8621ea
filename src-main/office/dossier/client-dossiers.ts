import type { Dossier, MaskedNumber, TaxProfile } from '@contract/client-dossier.ts';
import type { ClientFile } from '@contract/clients.ts';
import { accountPurposeNames } from '@contract/dossier-words.ts';
import { InvalidInput, Refusal, type FieldProblem } from '@contract/errors.ts';
import type { DeskEvent } from '@contract/events.ts';
import { ownValueProblem } from '@contract/own-fields.ts';
import type { Acts } from '../../bureau/act/acts.ts';
import { whenRuled } from '../../bureau/act/refused-act.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import { dossierRows, tagsInUse } from '../../store/repositories/client-dossiers.ts';
import { clientsById, type ClientDetailRow } from '../../store/repositories/clients.ts';
import { handlerNames } from '../../store/repositories/members.ts';
import { ownFieldRows } from '../../store/repositories/own-fields.ts';
import type { Database, DatabaseTransaction } from '../../store/schema/index.ts';
import { clientChangedMeanwhile, unknownClient, type ClientRecords } from '../clients/client-records.ts';
import type { OfficeScope } from '../clients/scope.ts';
import type { ClientSearch } from '../search/client-search.ts';
import { changedFields, dossierChanges, ordered } from './dossier-changes.ts';
import { dossierFromRows, maskedDossier, writeDossier } from './dossier-rows.ts';
import { withFullNumbers } from './full-numbers.ts';
import { taxProfileOf } from './tax-profile.ts';

export interface ClientDossiersDependencies {
  db: Database;
  acts: Acts;
  scope: OfficeScope;
  records: ClientRecords;
  search: ClientSearch;
  notify(window: string | null, event: DeskEvent): void;
}

/** 客户档案: what the office keeps of its clients beside their identity. Whoever sees a client (H5) sees and changes its dossier. */
export class ClientDossiers {
  constructor(private readonly deps: ClientDossiersDependencies) {}

  /** A client's dossier, its numbers masked. @throws Refusal NOT_FOUND, also out of scope (H5) */
  get(staff: StaffActor, clientId: string): Promise<Dossier & { revision: number }> {
    return this.deps.acts.run(null, async ({ db }) => {
      const client = await this.#client(db, staff, clientId);
      return { ...maskedDossier(dossierFromRows(await dossierRows(db, clientId))), revision: client.revision };
    });
  }

  /**
   * Saves a client's dossier and the office's file of it. @param input masked numbers in it stay as they are stored; `revision` as it was read
   * @throws Refusal NOT_FOUND, CONFLICT; InvalidInput for a masked number that is not stored, a value that does not fit its own field, a stranger in the office
   */
  async save(
    staff: StaffActor,
    {
      clientId,
      revision,
      address,
      contact,
      note,
      ...sent
    }: Dossier & ClientFile & { clientId: string; revision: number },
  ): Promise<void> {
    const { acts, records, search, notify } = this.deps;
    await acts.run(
      whenRuled({ act: 'client.edit', text: '修改客户档案', by: staff, origin: staff.origin }),
      async (act) => {
        const client = await this.#client(act.db, staff, clientId);
        // Masks and values of somebody else's newer dossier are not those that were sent.
        if (client.revision !== revision) throw clientChangedMeanwhile();
        const stored = ordered(dossierFromRows(await dossierRows(act.db, clientId)));
        const full = withFullNumbers(sent, stored);
        const dossier = ordered(full.dossier);
        const fields = changedFields(stored, dossier);
        const own = await ownFieldRows(act.db);
        const staffNames = await handlerNames(act.db, staff.agencyId);
        const problems = [
          ...full.problems,
          ...ownProblems(sent, stored, own),
          ...(['lead', 'assistant', 'field'] as const).flatMap((field) => {
            const handlerId = dossier[field];
            return handlerId === null || handlerId === stored[field] || staffNames.get(handlerId)?.removed === false
              ? []
              : [{ field, message: '这位人员不在本机构，请刷新后重新选择' }];
          }),
        ];
        if (problems.length > 0) throw new InvalidInput(problems);
        const changes = dossierChanges(fields, stored, dossier, {
          staff: (id) => staffNames.get(id)?.name ?? '已离职人员',
          own,
        });
        await records.editWithin(act, staff, { clientId, revision, address, contact, note }, changes);
        if (fields.length > 0) await writeDossier(act.db, clientId, dossier, new Set(fields));
      },
    );
    search.changed([clientId]);
    notify(null, { kind: 'clientsChanged', clientId });
  }

  /** One number in full, recorded. @throws Refusal NOT_FOUND */
  show(
    staff: StaffActor,
    { clientId, number }: { clientId: string; number: MaskedNumber },
  ): Promise<{ value: string }> {
    const attempted = whenRuled({ act: 'client.show', text: '显示客户档案中的号码', by: staff, origin: staff.origin });
    return this.deps.acts.run(attempted, async (act) => {
      const client = await this.#client(act.db, staff, clientId);
      const found = numberOf(dossierFromRows(await dossierRows(act.db, clientId)), number);
      if (!found) throw new Refusal('NOT_FOUND', '没有这个号码，可能刚被修改，请刷新后再看。', { link: 'state' });
      await act.record({
        act: 'client.show',
        text: `显示${found.text}`,
        by: staff,
        client: { id: clientId, name: client.name },
        origin: staff.origin,
        detail: { row: number.id },
      });
      return { value: found.value };
    });
  }

  /** Tags in use in the office, the most used first. */
  tags(): Promise<{ tag: string; clients: number }[]> {
    return tagsInUse(this.deps.db);
  }

  /** What a client is and files in a period. @throws Refusal NOT_FOUND, also out of scope (H5) */
  taxProfile(staff: StaffActor, { clientId, period }: { clientId: string; period: string }): Promise<TaxProfile> {
    return this.deps.acts.run(null, async ({ db }) => {
      await this.#client(db, staff, clientId);
      const profile = await taxProfileOf(db, clientId, period);
      if (!profile) throw unknownClient();
      return profile;
    });
  }

  async #client(db: DatabaseTransaction, staff: StaffActor, clientId: string): Promise<ClientDetailRow> {
    const [client] = (await this.deps.scope.covers(staff.handlerId, clientId, db))
      ? await clientsById(db, [clientId])
      : [];
    if (!client) throw unknownClient();
    return client;
  }
}

/** Values of own fields that do not fit. One that stood there before stays, whatever has become of its field. */
function ownProblems(
  sent: Dossier,
  stored: Dossier,
  fields: readonly { id: string; type: Parameters<typeof ownValueProblem>[0]['type']; choices: string[] }[],
): FieldProblem[] {
  return sent.own.flatMap(({ id, value }, index) => {
    if (value === '' || stored.own.some((own) => own.id === id && own.value === value)) return [];
    const field = fields.find((one) => one.id === id);
    const message = field ? ownValueProblem(field, value) : '没有这个栏目，请刷新后再填写';
    return message === null ? [] : [{ field: `own.${index}.value`, message }];
  });
}

/** A number with what the trail calls it: never the number itself. */
function numberOf(dossier: Dossier, number: MaskedNumber): { value: string; text: string } | null {
  if (number.what === 'account') {
    const account = dossier.accounts.find(({ id }) => id === number.id);
    return (
      (account && {
        value: account.number,
        text: `银行账号：${accountPurposeNames[account.purpose]} ${account.bank}`,
      }) ??
      null
    );
  }
  const person = dossier.persons.find(({ id }) => id === number.id);
  if (!person) return null;
  const value = number.what === 'idNumber' ? person.idNumber : person.mobiles[number.index];
  if (value === undefined || value === '') return null;
  return { value, text: `${number.what === 'idNumber' ? '证件号码' : '手机号码'}：${person.name}` };
}
