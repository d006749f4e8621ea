import { minuteOf, startOfDay, addDays } from '@contract/calendar.ts';
import { csvText } from '@contract/csv-text.ts';
import { Refusal } from '@contract/errors.ts';
import type { UseRow } from '@contract/secret-care.ts';
import type { Acts } from '../../bureau/act/acts.ts';
import { attempting } from '../../bureau/act/refused-act.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import { iso } from '../../bureau/ground/calendar.ts';
import { clientSecret } from '../../store/repositories/client-secrets.ts';
import { secretUses } from '../../store/repositories/secret-rights.ts';
import type { DatabaseTransaction } from '../../store/schema/index.ts';
import type { OfficeScope } from '../clients/scope.ts';

export interface UsesQuestion {
  clientId?: string | undefined;
  accountId?: string | undefined;
  handlerId?: string | undefined;
  firstDay?: string | undefined;
  lastDay?: string | undefined;
}

/** Acts of the trail by which a secret reached somebody. */
export const secretUseActs = [
  'clientSecrets.show',
  'clientSecrets.copy',
  'clientSecrets.export',
  'vault.reveal',
] as const;
const chunk = 1000;
/** A file holds no more: a spreadsheet takes no more rows. */
const mostInFile = 1_000_000;

/** 谁看过、用过: uses of secrets, read from the trail by account and by person. */
export class SecretUses {
  constructor(private readonly deps: { acts: Acts; scope: OfficeScope }) {}

  /** @throws Refusal NOT_FOUND for an account that is not in scope (H5); FORBIDDEN for a person whose acts the caller may not read (J4) */
  async list(
    staff: StaffActor,
    { before, limit, ...asked }: UsesQuestion & { before?: number | undefined; limit: number },
  ): Promise<{ rows: UseRow[]; more: boolean }> {
    const rows = await this.#rows(staff, asked, before, limit + 1);
    return { rows: rows.slice(0, limit), more: rows.length > limit };
  }

  /** All of them as a file for a spreadsheet, recorded. Throws as {@link list}; NOT_FOUND when there are none. @returns base64 */
  async file(staff: StaffActor, asked: UsesQuestion): Promise<{ base64: string; rows: number }> {
    const attempted = { act: 'secretCare.export', text: '导出密码使用记录', by: staff, origin: staff.origin };
    return attempting(attempted, async () => {
      const rows: UseRow[] = [];
      for (let last: number | undefined; rows.length < mostInFile; last = rows.at(-1)?.seq) {
        const part = await this.#rows(staff, asked, last, chunk);
        rows.push(...part);
        if (part.length < chunk) break;
      }
      if (rows.length === 0)
        throw new Refusal('NOT_FOUND', '没有可以导出的使用记录，请先更改条件。', { link: 'state' });
      const text = csvText(
        ['时间', '人员', '客户', '使用情况', '轨迹编号'],
        rows.map((row) => [minuteOf(row.at), row.by, row.clientName, row.text, row.seq]),
      );
      await this.deps.acts.run(null, (act) =>
        act.record({ ...attempted, text: `导出密码使用记录${rows.length}条`, detail: { lines: rows.length } }),
      );
      return { base64: Buffer.from(text).toString('base64'), rows: rows.length };
    });
  }

  #rows(staff: StaffActor, asked: UsesQuestion, before: number | undefined, limit: number): Promise<UseRow[]> {
    return this.deps.acts.run(null, async ({ db }) => {
      const rows = await secretUses(db, {
        acts: secretUseActs,
        handlerIds: await this.#whose(db, staff, asked),
        clientId: asked.clientId,
        accountId: asked.accountId,
        from: asked.firstDay === undefined ? undefined : startOfDay(asked.firstDay),
        to: asked.lastDay === undefined ? undefined : startOfDay(addDays(asked.lastDay, 1)),
        before,
        limit,
      });
      return rows.map((row) => ({
        seq: row.seq,
        at: iso(row.at),
        by: row.staff_name ?? '',
        clientId: row.client_id,
        clientName: row.client_name ?? '',
        text: row.text,
      }));
    });
  }

  /** Whose acts are read; undefined: everybody's. */
  async #whose(
    db: DatabaseTransaction,
    staff: StaffActor,
    { clientId, accountId, handlerId }: UsesQuestion,
  ): Promise<readonly string[] | undefined> {
    const { scope } = this.deps;
    if (clientId !== undefined && accountId !== undefined) {
      const known =
        (await scope.covers(staff.handlerId, clientId, db)) && (await clientSecret(db, clientId, accountId));
      if (!known) throw new Refusal('NOT_FOUND', '没有这个账号，可能刚被删除，请刷新后再看。', { link: 'state' });
      return handlerId === undefined ? undefined : [handlerId];
    }
    const seen = await scope.handlersSeenBy(staff.handlerId, db);
    if (handlerId === undefined) return seen ?? undefined;
    if (seen === null || seen.includes(handlerId)) return [handlerId];
    throw new Refusal('FORBIDDEN', '只能查看本人和本组人员的密码使用记录。需要查看其他人的，请联系机构管理员。', {
      link: 'scope',
      whoCanMend: '机构管理员',
    });
  }
}
