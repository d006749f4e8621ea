import type { DossierField } from '@contract/dossier-words.ts';
import { searchKey } from '../search/query.ts';
import type { Agreements } from '../../bureau/delegation/agreements.ts';
import { overlapText, overlapping } from '../../bureau/delegation/terms.ts';
import { stateOf } from '../../bureau/agreement/current.ts';
import type { RuleDays } from '../../bureau/rule-sets/limits.ts';
import { agreementDatesOf } from '../../store/repositories/agreements.ts';
import { assignmentsOf } from '../../store/repositories/assignments.ts';
import { clientsById, type ClientDetailRow } from '../../store/repositories/clients.ts';
import { enterprisesByTaxpayerIds } from '../../store/repositories/identity.ts';
import type { Database } from '../../store/schema/index.ts';
import { groupedBy } from '../../store/grouped-by.ts';
import type { DraftRow } from './rows.ts';
import { keepFields, numberAfter, organisationOf, twinsOf, type Decision } from './twins.ts';

/** A row with what importing it would do. */
export interface JudgedRow extends DraftRow {
  verdict: 'new' | 'update' | 'same' | 'refused';
  /** The client that is known already. */
  clientId: string | null;
  /** The agreement in the row is not known yet. */
  addsAgreement: boolean;
  /** Other staff members than now are assigned to the known client. */
  reassigns: boolean;
  /** Fields of the dossier that change. */
  dossierFields: DossierField[];
}

export interface JudgeContext {
  db: Database;
  agreements: Agreements;
  agencyId: string;
  today: string;
  days: RuleDays;
  /** H7: paper agreements may be recorded here. */
  paperAllowed: boolean;
  /** Permission functions that the imported agreements get. */
  functions: readonly string[];
  /** What somebody decided of rows, by line. */
  decisions: ReadonlyMap<number, Decision>;
}

/** Says what importing these rows would do, as the store is now; writes nothing. At most some hundred rows at a time. */
export async function judgeRows(
  context: JudgeContext,
  rows: readonly DraftRow[],
  earlier: Map<string, number>,
): Promise<JudgedRow[]> {
  const { db, agencyId } = context;
  const enterprises = new Map(
    (
      await enterprisesByTaxpayerIds(
        db,
        rows.map((row) => row.taxpayerId),
      )
    ).map((row) => [row.taxpayer_id, row]),
  );
  const twins = await twinsOf(db, rows);
  const ids = [...new Set([...enterprises.values()].map((row) => row.id).concat([...twins.values()]))];
  const clients = new Map((await clientsById(db, ids)).map((row) => [row.client_id, row]));
  const agreements = groupedBy(await agreementDatesOf(db, agencyId, ids), (row) => row.client_id);
  const assigned = groupedBy(await assignmentsOf(db, ids), (row) => row.client_id);
  return rows.map((draft) => {
    const row = { ...draft };
    const decision = context.decisions.get(row.line);
    const enterprise = enterprises.get(row.taxpayerId);
    const other = enterprise ? undefined : clients.get(twins.get(row.taxpayerId) ?? '');
    const client = (enterprise && clients.get(enterprise.id)) ?? (decision?.as === 'update' ? other : undefined);
    const named = row.name !== '' || client === undefined;
    // Who is known by number needs no name, and no second look.
    const problems = row.problems.filter(
      ({ field, keep }) => (named || field !== 'name') && (keep === undefined || enterprise === undefined),
    );
    if (!named) row.name = client.name;
    const twin = row.taxpayerId === '' ? undefined : earlier.get(row.taxpayerId);
    if (twin !== undefined) problems.push({ field: 'taxpayerId', message: `与第${twin}行的识别号相同，请只保留一行` });
    else if (row.taxpayerId !== '') earlier.set(row.taxpayerId, row.line);
    sayTwins(row, client ? undefined : other, earlier, decision, problems);
    if (client && client === other) row.taxpayerId = numberAfter(row, client);
    if (enterprise?.id === agencyId)
      problems.push({ field: 'taxpayerId', message: '这是本机构自己的纳税人识别号，不能作为客户导入' });
    else if (enterprise && !client && searchKey(enterprise.name) !== searchKey(row.name)) {
      problems.push({ field: 'name', message: '名称与该纳税人识别号登记的企业名称不一致，请核对名称和识别号' });
    }
    // Another width of a bracket or a blank is no other name: the one on record stays.
    if (client && sameName(row.name, client.name)) row.name = client.name;
    if (client && decision) keepFields(row, decision.keep, client);
    if (client) problems.push(...identityProblems(row, client));
    const knownId = client?.client_id ?? enterprise?.id;
    const known = knownId === undefined ? [] : (agreements.get(knownId) ?? []);
    const addsAgreement = judgeAgreement(context, row, known, problems);
    // The agreement that is known already needs no password again.
    const repeats = !addsAgreement && client !== undefined && context.paperAllowed;
    if (repeats && row.firstDay !== null && row.lastDay !== null && row.agreementPassword === null)
      problems.splice(0, problems.length, ...problems.filter(({ field }) => field !== 'agreementPassword'));
    if (problems.some(({ warning }) => warning !== true))
      return {
        ...row,
        // The obstacle first: a list shows little more.
        problems: problems.toSorted((one, other) => Number(one.warning === true) - Number(other.warning === true)),
        verdict: 'refused',
        clientId: client?.client_id ?? null,
        addsAgreement: false,
        reassigns: false,
        dossierFields: [],
      };
    if (!client)
      return { ...row, problems, verdict: 'new', clientId: null, addsAgreement, reassigns: false, dossierFields: [] };
    const now = (assigned.get(client.client_id) ?? []).map((one) => one.handler_id);
    const reassigns =
      row.handlers !== null &&
      (row.handlers.length !== now.length || row.handlers.some((handler) => !now.includes(handler.id)));
    const changes = addsAgreement || reassigns || differs(row, client);
    if (client.name !== row.name)
      problems.push({ field: 'name', message: `名称将由「${client.name}」改为「${row.name}」`, warning: true });
    if (client.taxpayer_id !== row.taxpayerId)
      problems.push({
        field: 'taxpayerId',
        message: `识别号将由「${client.taxpayer_id}」改为「${row.taxpayerId}」`,
        warning: true,
      });
    return {
      ...row,
      problems,
      verdict: changes ? 'update' : 'same',
      clientId: client.client_id,
      addsAgreement,
      reassigns,
      dossierFields: [],
    };
  });
}

/** The same organisation under another number, in the list of clients or further up in the table: somebody says what it is. */
function sayTwins(
  row: DraftRow,
  client: ClientDetailRow | undefined,
  earlier: Map<string, number>,
  decision: Decision | undefined,
  problems: DraftRow['problems'],
): void {
  const code = organisationOf(row.taxpayerId);
  if (code === null) return;
  const before = earlier.get(`organisation ${code}`);
  if (before === undefined) earlier.set(`organisation ${code}`, row.line);
  if (decision?.as === 'separate') return;
  if (client)
    problems.push({
      field: 'taxpayerId',
      message: `与现有客户「${client.name}」（${client.taxpayer_id}）的组织机构代码相同，像是同一家；请点“修改”，选择更新它或作为另一家新增`,
    });
  else if (before !== undefined && earlier.get(row.taxpayerId) === row.line)
    problems.push({
      field: 'taxpayerId',
      message: `与第${before}行的组织机构代码相同，像是同一家的新旧识别号；请只保留一行，或点“修改”选择作为另一家新增`,
    });
}

/** An import never changes what the bureau has on record; it corrects what only the office typed, and says so. */
function identityProblems(row: DraftRow, client: ClientDetailRow): DraftRow['problems'] {
  if (client.typed_by_office) return [];
  const problems: DraftRow['problems'] = [];
  if (client.name !== row.name)
    problems.push({
      field: 'name',
      message: `税务机关登记的企业名称是「${client.name}」，不能改名，请核对名称和识别号`,
    });
  if (row.taxpayerKind !== null && row.taxpayerKind !== client.kind)
    problems.push({ field: 'taxpayerKind', message: '纳税人类型与税务机关的登记不一致，请核对或留空' });
  return problems;
}

/** Whether the row brings an agreement that is not known yet; adds what speaks against it. */
function judgeAgreement(
  { agreements, today, days, paperAllowed, functions }: JudgeContext,
  row: DraftRow,
  known: Awaited<ReturnType<typeof agreementDatesOf>>,
  problems: DraftRow['problems'],
): boolean {
  const { firstDay, lastDay } = row;
  if (firstDay === null || lastDay === null) return false;
  if (
    known.some(
      (one) =>
        one.first_day === firstDay &&
        one.last_day === lastDay &&
        ['inForce', 'recognised', 'suspended'].includes(stateOf(one, today, days)),
    )
  )
    return false;
  if (!paperAllowed) {
    problems.push({ field: 'firstDay', message: '演示环境中不能录入纸质协议；请把日期和协议密码留空，只导入企业资料' });
    return false;
  }
  problems.push(...agreements.problems({ firstDay, lastDay, functions }));
  const other = overlapping(known, { firstDay, lastDay }, today, days);
  if (other) problems.push({ field: 'firstDay', message: overlapText(other) });
  return true;
}

const plainName = (name: string): string => name.normalize('NFKC').replaceAll(/\s/gu, '');
const sameName = (one: string, other: string): boolean => plainName(one) === plainName(other);

function differs(row: DraftRow, client: ClientDetailRow): boolean {
  const says = (said: string | null, stored: string): boolean => said !== null && said !== stored;
  return (
    says(row.name, client.name) ||
    says(row.taxpayerId, client.taxpayer_id) ||
    says(row.taxpayerKind, client.kind) ||
    says(row.contact, client.contact) ||
    says(row.address, client.address) ||
    says(row.note, client.note)
  );
}
