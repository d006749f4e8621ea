import { accountKindName, accountKinds, type AccountKind } from '@contract/client-secrets.ts';
import { InvalidInput, Refusal } from '@contract/errors.ts';
import type { DeskEvent } from '@contract/events.ts';
import type { KindRights, RightLevel } from '@contract/secret-care.ts';
import type { Acts } from '../../bureau/act/acts.ts';
import { whenRuled } from '../../bureau/act/refused-act.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import { membersOfAgency } from '../../store/repositories/members.ts';
import { accountKindCounts, putSecretRight, secretRights } from '../../store/repositories/secret-rights.ts';
import { keyOf } from './held-rights.ts';

const levelNames: Readonly<Record<RightLevel, string>> = {
  member: '全体人员',
  leader: '小组负责人和管理员',
  admin: '机构管理员',
  named: '仅指定人员',
};

/** 密码权限: who may use and who may show the secrets of each kind of account, as an admin set it. */
export class SecretRights {
  constructor(private readonly deps: { acts: Acts; notify(window: string | null, event: DeskEvent): void }) {}

  /** Every kind that the program knows, and every kind of the office's own that an account or a right is of. */
  list(staff: StaffActor): Promise<{ kinds: KindRights[]; people: { handlerId: string; name: string }[] }> {
    return this.deps.acts.run(null, async ({ db }) => {
      const { rights, people } = await secretRights(db);
      const counts = await accountKindCounts(db);
      const members = await membersOfAgency(db, staff.agencyId);
      const set = new Map(rights.map((row) => [keyOf(row), row]));
      const accounts = new Map(counts.map((row) => [keyOf(row), row.accounts]));
      const own = [...rights, ...counts].flatMap((row) => (row.kind === 'own' && row.own_kind ? [row.own_kind] : []));
      const kinds = [
        ...accountKinds.map((kind) => ({ kind, own_kind: '' })),
        ...[...new Set(own)].toSorted().map((name) => ({ kind: 'own' as const, own_kind: name })),
      ];
      return {
        kinds: kinds.map(({ kind, own_kind }) => {
          const key = keyOf({ kind, own_kind });
          const row = set.get(key);
          const named = (may: 'use' | 'show') =>
            people
              .filter((one) => keyOf(one) === key && one.may === may)
              .flatMap(({ handler_id: id }) => members.filter((member) => member.handler_id === id))
              .map((member) => ({ handlerId: member.handler_id, name: member.name }));
          return {
            kind,
            ownKind: own_kind,
            useBy: row?.use_by ?? 'member',
            showBy: row?.show_by ?? 'member',
            showReason: row?.show_reason ?? false,
            users: named('use'),
            viewers: named('show'),
            accounts: accounts.get(key) ?? 0,
            revision: row?.revision ?? 0,
          };
        }),
        people: members.map((member) => ({ handlerId: member.handler_id, name: member.name })),
      };
    });
  }

  /** @throws Refusal CONFLICT when another admin was faster; InvalidInput for somebody who is not with the office */
  async set(
    staff: StaffActor,
    input: Omit<KindRights, 'users' | 'viewers' | 'accounts'> & { users: string[]; viewers: string[] },
  ): Promise<void> {
    const record = { act: 'secretCare.setRights', by: staff, origin: staff.origin };
    await this.deps.acts.run(whenRuled({ ...record, text: '设置密码权限' }), async (act) => {
      const of = { kind: input.kind, own_kind: input.ownKind };
      const { rights } = await secretRights(act.db);
      const present = rights.find((row) => keyOf(row) === keyOf(of));
      if ((present?.revision ?? 0) !== input.revision)
        throw new Refusal('CONFLICT', '这个类型的权限刚被其他管理员修改，没有保存。请核对后重新设置。', {
          link: 'state',
        });
      const members = await membersOfAgency(act.db, staff.agencyId);
      const namesOf = (field: 'users' | 'viewers'): { id: string; name: string }[] =>
        [...new Set(input[field])].map((id) => {
          const member = members.find((one) => one.handler_id === id);
          if (!member) throw new InvalidInput([{ field, message: '有人已不在本机构，请刷新后重新选择' }]);
          return { id, name: member.name };
        });
      const [users, viewers] = [namesOf('users'), namesOf('viewers')];
      await putSecretRight(
        act.db,
        {
          ...of,
          use_by: input.useBy,
          show_by: input.showBy,
          show_reason: input.showReason,
          revision: input.revision + 1,
        },
        [
          ...users.map(({ id }) => ({ handler_id: id, may: 'use' as const })),
          ...viewers.map(({ id }) => ({ handler_id: id, may: 'show' as const })),
        ],
      );
      const who = (level: RightLevel, people: { name: string }[]): string =>
        [...(level === 'named' ? [] : [levelNames[level]]), ...people.map(({ name }) => name)].join('、');
      await act.record({
        ...record,
        text: `设置密码权限：${accountKindName({ kind: input.kind as AccountKind, ownKind: input.ownKind || '其他（自定义）' })}，复制：${who(input.useBy, users) || '可以显示的人员'}；显示：${who(input.showBy, viewers)}${input.showReason ? '，须填原因' : ''}`,
        detail: { handlers: [...users, ...viewers].map(({ id }) => id).join(',') },
      });
    });
    // Every window that lists accounts asks again what its person may do.
    this.deps.notify(null, { kind: 'clientsChanged', clientId: null });
  }
}
