import { randomUUID } from 'node:crypto';
import { taxpayerKindTexts } from '@contract/client-words.ts';
import { InvalidInput, Refusal } from '@contract/errors.ts';
import type { DeskEvent } from '@contract/events.ts';
import type { Act, Acts } from '../../bureau/act/acts.ts';
import type { Clock } from '../../bureau/ground/ports.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import { changeClient, changeTypedEnterprise, clientsById, setClientTexts } from '../../store/repositories/clients.ts';
import { addFormer } from '../../store/repositories/client-dossiers.ts';
import { enterpriseByTaxpayerId } from '../../store/repositories/identity.ts';
import { registryOfficers } from '../../store/repositories/registry.ts';
import type { DatabaseTransaction } from '../../store/schema/index.ts';
import type { ClientIdentity } from '@contract/clients.ts';
import { bureauRecord, clientChangedMeanwhile, clientFieldNames, unknownClient } from './client-records.ts';
import type { ClientSearch } from '../search/client-search.ts';
import { keptNumber } from './kept-number.ts';
import { searchText } from '../search/search-text.ts';

/** The right identity, why it is corrected, and the client's `revision` as it was read. */
export type Correction = ClientIdentity & {
  clientId: string;
  revision: number;
  reason: string;
  /** Why a new number that breaks its check is kept (K3). */
  keptBecause?: string | undefined;
  /** The enterprise has another name or number now: the old ones are kept in its dossier. */
  renamed?: boolean | undefined;
};
/** Null if an edit around it checks the revision. */
type CorrectionWithin = Omit<Correction, 'revision'> & { revision: number | null };

export interface CorrectionsDependencies {
  acts: Acts;
  clock: Clock;
  search: ClientSearch;
  notify(window: string | null, event: DeskEvent): void;
}

/** Correcting who a client is, where nobody but the office has said so: an act of its own, for admins, with both versions in the trail. */
export class Corrections {
  constructor(private readonly deps: CorrectionsDependencies) {}

  /**
   * @throws Refusal RULE_BROKEN for an enterprise in the bureau's record, and for one that the correction would make of the office's typing;
   * NOT_FOUND, CONFLICT; InvalidInput when the taxpayer id is another enterprise's
   */
  async correct(staff: StaffActor, correction: Correction): Promise<void> {
    const { acts, search, notify } = this.deps;
    await acts.run(null, (act) => this.correctWithin(act, staff, correction));
    search.changed([correction.clientId]);
    notify(null, { kind: 'clientsChanged', clientId: correction.clientId });
  }

  /** The part of correcting that an act holds. @throws as {@link correct} */
  async correctWithin(
    act: Act,
    staff: StaffActor,
    { clientId, revision, reason, keptBecause, renamed = false, ...identity }: CorrectionWithin,
  ): Promise<void> {
    const { db } = act;
    const [client] = await clientsById(db, [clientId]);
    if (!client) throw unknownClient();
    const before: ClientIdentity = { name: client.name, taxpayerId: client.taxpayer_id, taxpayerKind: client.kind };
    const fields = (Object.keys(before) as (keyof ClientIdentity)[]).filter(
      (field) => before[field] !== identity[field],
    );
    if (fields.length > 0 && !client.typed_by_office)
      throw bureauRecord(fields.map((field) => clientFieldNames[field]).join('、'));
    if (fields.includes('taxpayerId')) await this.#requireFree(db, clientId, identity.taxpayerId);
    const kept = fields.includes('taxpayerId')
      ? keptNumber({ taxpayerId: identity.taxpayerId, keptBecause }, this.deps.clock.now())
      : '';
    if (revision === null) await setClientTexts(db, clientId, searchText(identity.name));
    else if (!(await changeClient(db, clientId, revision, searchText(identity.name)))) throw clientChangedMeanwhile();
    if (fields.length === 0) return;
    await changeTypedEnterprise(db, clientId, {
      name: identity.name,
      taxpayer_id: identity.taxpayerId,
      kind: identity.taxpayerKind,
    });
    const former = renamed ? (['name', 'taxpayerId'] as const).filter((what) => fields.includes(what)) : [];
    for (const what of former)
      await addFormer(db, { client_id: clientId, id: randomUUID(), what, value: before[what], until: null });
    await act.record({
      act: 'client.correct',
      text: `更正企业登记信息：${fields.map((field) => `${clientFieldNames[field]}由“${shown(before[field])}”改为“${shown(identity[field])}”`).join('，')}${former.length > 0 ? '（旧的记入客户档案）' : ''}；原因：${reason}${kept}`,
      by: staff,
      client: { id: clientId, name: identity.name },
      origin: staff.origin,
      detail: { fields: fields.join(',') },
    });
  }

  /** Neither another enterprise's number nor one that the tax registry knows officers of: they would become this client's at the next sync (B3). */
  async #requireFree(db: DatabaseTransaction, clientId: string, taxpayerId: string): Promise<void> {
    const holder = await enterpriseByTaxpayerId(db, taxpayerId);
    if (holder && holder.id !== clientId)
      throw new InvalidInput([{ field: 'taxpayerId', message: '该纳税人识别号已属于另一家企业，请核对' }]);
    if ((await registryOfficers(db, taxpayerId)).length > 0) {
      throw new Refusal(
        'RULE_BROKEN',
        '该纳税人识别号在金税三期中已有登记，不能改成它。请新增这家企业为客户，再停用录错的这一户。',
        { link: 'registry', rule: 'B3' },
      );
    }
  }
}

const kinds: Record<string, string> = taxpayerKindTexts;
const shown = (value: string): string => kinds[value] ?? value;
