import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { ClientFile, ClientIdentity, clientInputSchema } from '@contract/clients.ts';
import type { DeskEvent } from '@contract/events.ts';
import { InvalidInput, Refusal } from '@contract/errors.ts';
import type { Act, Acts } from '../../bureau/act/acts.ts';
import { attempting, whenRuled } from '../../bureau/act/refused-act.ts';
import { whoResumes, whyStopped } from '../../bureau/agreement/client-stop.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import { dayOf } from '../../bureau/ground/calendar.ts';
import type { Agreements } from '../../bureau/delegation/agreements.ts';
import type { Clock } from '../../bureau/ground/ports.ts';
import { addAssignment } from '../../store/repositories/assignments.ts';
import {
  addClient,
  addTypedEnterprise,
  changeClient,
  changeTypedEnterprise,
  clientsById,
  colourCounts,
} from '../../store/repositories/clients.ts';
import { clientStop } from '../../store/repositories/client-stops.ts';
import { enterpriseById, enterpriseByTaxpayerId } from '../../store/repositories/identity.ts';
import type { Database } from '../../store/schema/index.ts';
import type { Members } from '../members/members.ts';
import type { PaperAgreement, PaperAgreements } from './paper-agreements.ts';
import { clientFileFields, fileFromRow, fileToRow } from './client-file.ts';
import { changeDetail, type FieldChange } from './field-change.ts';
import { keptNumber } from './kept-number.ts';
import { searchKey } from '../search/query.ts';
import type { ClientSearch } from '../search/client-search.ts';
import { searchText } from '../search/search-text.ts';
import type { OfficeScope } from './scope.ts';

export type ClientInput = z.output<typeof clientInputSchema> & {
  /** Why a number that breaks its check is kept (K3); empty or absent: nobody has said so. */
  keptBecause?: string | undefined;
};

/** A change of the office's file of a client, with the identity as it was read, where it is sent along; `revision` as it was read. */
export type ClientEdit = ClientFile & {
  [Field in keyof ClientIdentity]?: ClientIdentity[Field] | undefined;
} & { clientId: string; revision: number };

export interface ClientRecordsDependencies {
  db: Database;
  clock: Clock;
  acts: Acts;
  agreements: Agreements;
  members: Members;
  scope: OfficeScope;
  search: ClientSearch;
  paper: PaperAgreements;
  notify(window: string | null, event: DeskEvent): void;
}

/** Colours of clients (screens: wrong-client guard). */
const colours = 10;

/** Adding and editing clients by hand; imports add theirs through the same steps. */
export class ClientRecords {
  constructor(private readonly deps: ClientRecordsDependencies) {}

  /**
   * Adds a client; with `agreement`, records the paper agreement in the same act (H7). Whoever is not an admin is assigned to it.
   * @throws InvalidInput by name of the field; Refusal FORBIDDEN when somebody else than an admin records an agreement
   */
  add(
    staff: StaffActor,
    input: ClientInput & { agreement?: PaperAgreement | undefined },
  ): Promise<{ clientId: string }> {
    return attempting(whenRuled({ act: 'client.add', text: '新增客户', by: staff, origin: staff.origin }), () =>
      this.#add(staff, input),
    );
  }

  async #add(
    staff: StaffActor,
    { agreement, ...input }: ClientInput & { agreement?: PaperAgreement | undefined },
  ): Promise<{ clientId: string }> {
    const { acts, agreements, members, paper } = this.deps;
    const isAdmin = (await members.roleOf(staff.handlerId)) === 'admin';
    if (agreement && !isAdmin) {
      throw new Refusal('FORBIDDEN', '只有机构管理员可以录入纸质协议。请先只保存企业资料，再请管理员录入协议。', {
        link: 'staff',
        rule: 'H7',
        whoCanMend: '机构管理员',
      });
    }
    const prepared = agreement ? await paper.prepare(agreement, 'agreement.') : null;
    const added = await acts.run(null, async (act) => {
      const clientId = await this.addWithin(act, staff, input, { handlerIds: isAdmin ? [] : [staff.handlerId] });
      const agreementId = prepared ? await prepared.record(act, staff, { id: clientId, name: input.name }) : null;
      if (agreementId !== null) await agreements.emitChanged(act, clientId, agreementId);
      return { clientId, agreementId };
    });
    this.#added(added);
    if (agreement && added.agreementId !== null) {
      const { clientId, agreementId } = added;
      if ((await paper.remember(staff, clientId, agreementId, agreement)) === 'remembered')
        this.deps.notify(null, { kind: 'clientsChanged', clientId });
    }
    return { clientId: added.clientId };
  }

  /** The part of adding that an act holds. @throws InvalidInput, Refusal as {@link add} */
  async addWithin(
    act: Act,
    staff: StaffActor,
    input: ClientInput,
    options: { handlerIds: readonly string[]; colour?: number },
  ): Promise<string> {
    const { db } = act;
    const now = this.deps.clock.now();
    const known = await enterpriseByTaxpayerId(db, input.taxpayerId);
    const clientId = known?.id ?? randomUUID();
    if (known) await this.#refuseUnlessNew(db, staff, known, input.name);
    // An enterprise on the bureau's record needs no second look.
    const kept = known ? '' : keptNumber(input, now);
    if (!known) {
      await addTypedEnterprise(db, {
        id: clientId,
        taxpayer_id: input.taxpayerId,
        name: input.name,
        kind: input.taxpayerKind,
        address: input.address,
        created_at: now,
      });
    }
    const colour = options.colour ?? leastUsed(await colourCounts(db));
    await addClient(db, {
      client_id: clientId,
      colour,
      ...searchText(known?.name ?? input.name),
      ...fileToRow(input),
      revision: 1,
      created_at: now,
    });
    for (const handlerId of options.handlerIds) await addAssignment(db, clientId, handlerId);
    await act.record({
      act: 'client.add',
      text: `新增客户${kept}`,
      by: staff,
      client: { id: clientId, name: input.name },
      origin: staff.origin,
      detail: { handlers: options.handlerIds.join(',') },
    });
    return clientId;
  }

  /** What follows when the act is committed: lists and search know the new client. With an agreement, lists hear of that. */
  #added({ clientId, agreementId }: { clientId: string; agreementId: string | null }): void {
    this.deps.search.changed([clientId]);
    if (agreementId === null) this.deps.notify(null, { kind: 'clientsChanged', clientId });
  }

  /**
   * Changes the office's own file of a client. Who the client is stays as it is on record: that is the bureau's, or an admin's to correct
   * (`Corrections`). @param input its `revision` as it was read: somebody else's change in between is never overwritten
   * @throws Refusal CONFLICT, NOT_FOUND (also out of scope, H5); RULE_BROKEN when the identity sent along is another one
   */
  async edit(staff: StaffActor, input: ClientEdit): Promise<void> {
    const { acts, scope, search, notify } = this.deps;
    if (!(await scope.covers(staff.handlerId, input.clientId))) throw unknownClient();
    await acts.run(null, (act) => this.editWithin(act, staff, input));
    search.changed([input.clientId]);
    notify(null, { kind: 'clientsChanged', clientId: input.clientId });
  }

  /** The part of editing that an act holds. @param more other changes of the same edit, told in the same record. @throws as {@link edit} */
  async editWithin(
    act: Act,
    staff: StaffActor,
    { clientId, revision, ...input }: ClientEdit,
    more: readonly FieldChange[] = [],
  ): Promise<void> {
    const { db } = act;
    const [client] = await clientsById(db, [clientId]);
    if (!client) throw unknownClient();
    const recorded: ClientIdentity = { name: client.name, taxpayerId: client.taxpayer_id, taxpayerKind: client.kind };
    const strange = (Object.keys(recorded) as (keyof ClientIdentity)[]).filter(
      (field) => input[field] !== undefined && input[field] !== recorded[field],
    );
    if (strange.length > 0) throw notByEditing(strange, client.typed_by_office);
    const recordedFile = fileFromRow(client);
    const fields = clientFileFields.filter((field) => input[field] !== recordedFile[field]);
    if (!(await changeClient(db, clientId, revision, fileToRow(input)))) throw clientChangedMeanwhile();
    const changes = [
      ...fields.map((field) => ({
        field,
        name: clientFieldNames[field],
        was: recordedFile[field],
        became: input[field],
      })),
      ...more,
    ];
    if (changes.length === 0) return;
    // What the office typed is shown as the registered address, too, as long as the bureau knows none.
    if (fields.includes('address')) await changeTypedEnterprise(db, clientId, { address: input.address });
    await act.record({
      act: 'client.edit',
      text: `修改客户资料：${changes.map(({ name }) => name).join('、')}`,
      by: staff,
      client: { id: clientId, name: client.name },
      origin: staff.origin,
      detail: changeDetail(changes),
    });
  }

  async #refuseUnlessNew(
    db: Database,
    staff: StaffActor,
    known: { id: string; name: string },
    name: string,
  ): Promise<void> {
    const taxpayerId = (message: string) => new InvalidInput([{ field: 'taxpayerId', message }]);
    if (known.id === staff.agencyId) throw taxpayerId('这是本机构自己的纳税人识别号，不能添加为客户');
    const [client] = await clientsById(db, [known.id]);
    if (client) {
      // A client out of scope is not named: whoever adds it learns only whom to ask (H5).
      if (!(await this.deps.scope.covers(staff.handlerId, known.id, db)))
        throw taxpayerId('该企业已是本机构的客户，但没有分配给您，请联系机构管理员分配');
      const stopped = whyStopped(await clientStop(db, known.id), dayOf(this.deps.clock.now()));
      throw taxpayerId(
        stopped === null
          ? `该企业已在客户列表中：${known.name}`
          : `该企业已是客户：${known.name}，${stopped}。请在客户列表中按“已停止服务”筛选，由${whoResumes}恢复服务`,
      );
    }
    if (searchKey(known.name) !== searchKey(name))
      throw new InvalidInput([
        { field: 'name', message: '名称与该纳税人识别号登记的企业名称不一致，请核对名称和识别号' },
      ]);
  }

  /** Enterprise of a client in scope. @throws Refusal NOT_FOUND */
  async clientInScope(staff: StaffActor, clientId: string): Promise<{ id: string; name: string }> {
    const { db, scope } = this.deps;
    const [client] = (await scope.covers(staff.handlerId, clientId)) ? await clientsById(db, [clientId]) : [];
    const enterprise = client && (await enterpriseById(db, clientId));
    if (!enterprise) throw unknownClient();
    return { id: enterprise.id, name: enterprise.name };
  }
}

/** What is known of a client, as trail and refusals call it. */
export const clientFieldNames: Record<keyof ClientIdentity | keyof ClientFile, string> = {
  name: '名称',
  taxpayerId: '纳税人识别号',
  taxpayerKind: '纳税人类型',
  address: '地址',
  contact: '联系方式',
  note: '备注',
};

/** Somebody else changed it first; nothing was saved. */
export const clientChangedMeanwhile = (): Refusal =>
  new Refusal('CONFLICT', '该客户的资料刚被他人修改，没有保存。请刷新后核对，再重新修改。', { link: 'state' });

/** Who a client is does not change by editing its file. @param typed only the office has typed it */
function notByEditing(fields: readonly (keyof ClientIdentity)[], typed: boolean): Refusal {
  const what = fields.map((field) => clientFieldNames[field]).join('、');
  return typed
    ? new Refusal('RULE_BROKEN', `${what}不在这里修改，没有保存。录入有误的，请机构管理员用“更正登记信息”更正。`, {
        link: 'state',
        whoCanMend: '机构管理员',
      })
    : bureauRecord(what);
}

/** The identity on record at the bureau is changed by the bureau's own acts only. */
export function bureauRecord(what: string): Refusal {
  return new Refusal('RULE_BROKEN', `${what}以税务机关的登记为准，没有保存。登记有变更的，由企业到主管税务机关办理。`, {
    link: 'registry',
    whoCanMend: '该企业和主管税务机关',
  });
}

/** A client that is not there, or not in scope: answered alike (H5). */
export const unknownClient = (): Refusal =>
  new Refusal('NOT_FOUND', '找不到该客户，或该客户没有分配给您。请刷新列表，或联系机构管理员分配。', {
    link: 'assignment',
    rule: 'H5',
    whoCanMend: '机构管理员',
  });

/** The colour of the fewest clients; of equals, the lowest number. */
export function leastUsed(counts: ReadonlyMap<number, number>): number {
  let best = 0;
  for (let colour = 1; colour < colours; colour += 1)
    if ((counts.get(colour) ?? 0) < (counts.get(best) ?? 0)) best = colour;
  return best;
}
