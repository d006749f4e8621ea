import { accountKindName, type Account, type AccountKind } from '@contract/client-secrets.ts';
import { Refusal } from '@contract/errors.ts';
import type { RightLevel } from '@contract/secret-care.ts';
import { memberOf } from '../../store/repositories/members.ts';
import { secretRights, type SecretRightRow } from '../../store/repositories/secret-rights.ts';
import type { DatabaseTransaction } from '../../store/schema/index.ts';

/** What stands of an account that decides about its rights. */
export interface OfKind {
  kind: string;
  own_kind: string;
}

/** What somebody may do with the secrets of a kind. Whoever may show one may use it, too. */
export type SecretMay = Account['may'];

const ranks: Readonly<Record<Exclude<RightLevel, 'named'>, number>> = { member: 0, leader: 1, admin: 2 };
const reaches = (role: keyof typeof ranks, level: RightLevel): boolean =>
  level !== 'named' && ranks[role] >= ranks[level];
const whoSets = '机构管理员';

/** The rights of one staff member, read once within an act: every way to a secret asks them. */
export class HeldRights {
  private constructor(
    private readonly byKind: ReadonlyMap<string, SecretRightRow>,
    private readonly named: ReadonlySet<string>,
    private readonly role: keyof typeof ranks,
  ) {}

  static async of(db: DatabaseTransaction, handlerId: string): Promise<HeldRights> {
    const { rights, people } = await secretRights(db);
    return new HeldRights(
      new Map(rights.map((row) => [keyOf(row), row])),
      new Set(people.filter((row) => row.handler_id === handlerId).map((row) => `${keyOf(row)} ${row.may}`)),
      (await memberOf(db, handlerId))?.office_role ?? 'member',
    );
  }

  /** A kind of the office's own without rights of its own has those of all of them; a kind that nothing is set of is open to everybody in scope. */
  on(account: OfKind): SecretMay {
    const row =
      this.byKind.get(keyOf(account)) ??
      (account.kind === 'own' ? this.byKind.get(keyOf({ kind: 'own', own_kind: '' })) : undefined);
    if (!row) return { use: true, show: true, reason: false };
    const key = keyOf(row);
    const show = reaches(this.role, row.show_by) || this.named.has(`${key} show`);
    return {
      use: show || reaches(this.role, row.use_by) || this.named.has(`${key} use`),
      show,
      reason: row.show_reason,
    };
  }

  /** @throws Refusal FORBIDDEN; SECOND_LOOK where showing asks for a reason and none is given */
  require(account: OfKind, how: 'show' | 'copy', reason: string | undefined): void {
    const may = this.on(account);
    const name = kindName(account);
    if (!may.use)
      throw new Refusal(
        'FORBIDDEN',
        `您没有“${name}”类账号密码的使用权限。工作需要的，请${whoSets}在“设置 › 密码权限”中授权。`,
        { link: 'scope', whoCanMend: whoSets },
      );
    if (how === 'copy') return;
    if (!may.show)
      throw new Refusal(
        'FORBIDDEN',
        `“${name}”类账号的密码您可以复制使用，不能显示。确需查看的，请${whoSets}在“设置 › 密码权限”中授权。`,
        { link: 'scope', whoCanMend: whoSets },
      );
    if (may.reason && reason === undefined)
      throw new Refusal('SECOND_LOOK', `“${name}”类账号的密码填写原因后才能显示，例如：客户来电核对。`, {
        link: 'state',
      });
  }

  /** An account is not made one of a freer kind to get at its secret. @throws Refusal FORBIDDEN */
  requireRename(from: OfKind, to: OfKind): void {
    if (keyOf(from) === keyOf(to)) return;
    const [now, then] = [this.on(from), this.on(to)];
    if ((now.use || !then.use) && (now.show || !then.show) && (!now.reason || then.reason || !then.show)) return;
    throw new Refusal(
      'FORBIDDEN',
      `“${kindName(from)}”类账号的密码权限比“${kindName(to)}”严，您不能更改它的类型。请${whoSets}更改。`,
      { link: 'scope', whoCanMend: whoSets },
    );
  }
}

export const keyOf = ({ kind, own_kind }: OfKind): string => `${kind}/${own_kind}`;

const kindName = ({ kind, own_kind }: OfKind): string =>
  accountKindName({ kind: kind as AccountKind, ownKind: own_kind });
