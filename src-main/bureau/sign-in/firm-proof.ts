import { Refusal } from '@contract/errors.ts';
import type { PasswordHasher } from '../../keys/password.ts';
import { enterpriseByTaxpayerId, setEnterprisePassword } from '../../store/repositories/identity.ts';
import type { Database } from '../../store/schema/index.ts';
import { attempting, type RefusedAct } from '../act/refused-act.ts';
import { throttleKey, whyOfTry, type Throttle } from '../throttle/throttle.ts';
import { filedUnder } from '../trail/filed-under.ts';
import type { Caller } from '../ground/caller.ts';

export interface FirmProofDependencies {
  db: Database;
  throttle: Throttle;
  hasher: PasswordHasher;
}

/** How a login names itself in trail and refusals. */
export interface FirmLogin {
  act: string;
  title: string;
  rule: 'G1' | 'B1' | 'C1';
}

export type ProvedFirm = NonNullable<Awaited<ReturnType<typeof enterpriseByTaxpayerId>>>;

/** The first step of every login of a firm (G1, B1, C1): taxpayer id and the firm's own password. */
export class FirmProof {
  constructor(private readonly deps: FirmProofDependencies) {}

  /** @throws Refusal CREDENTIALS_WRONG (unknown accounts answer alike, J2), LOCKED_OUT; either leaves a record */
  async prove(input: { taxpayerId: string; password: string }, caller: Caller, login: FirmLogin): Promise<ProvedFirm> {
    const { db, throttle, hasher } = this.deps;
    const taxpayerId = input.taxpayerId.toUpperCase();
    // Of a locked account it is not even looked up whose it is.
    let enterprise: ProvedFirm | undefined;
    const refused = (refusal: Refusal): RefusedAct | null => {
      const why = whyOfTry(refusal, ['识别号或密码不正确', login.rule]);
      return (
        why && {
          act: login.act,
          text: `${login.title}被拒绝：${why[0]}（${taxpayerId}）`,
          rule: why[1],
          origin: caller.origin,
          ...filedUnder(enterprise),
        }
      );
    };
    return attempting(refused, () =>
      throttle.trying(
        [throttleKey('firm', taxpayerId)],
        async (attempt) => {
          enterprise = await enterpriseByTaxpayerId(db, taxpayerId);
          const proved = enterprise?.password_hash
            ? await hasher.verifyPassword(enterprise.password_hash, input.password)
            : { ok: await hasher.verifyNothing(input.password), outdated: false };
          if (!enterprise || !proved.ok) {
            const { text, ...rest } = await attempt.wrong();
            throw new Refusal(
              'CREDENTIALS_WRONG',
              `识别号或密码不正确，${text}忘记密码请由法定代表人或财务负责人找回。`,
              { link: 'password', rule: login.rule, ...rest },
            );
          }
          await attempt.right();
          if (proved.outdated)
            await setEnterprisePassword(db, enterprise.id, (await hasher.hashPassword(input.password)).stored);
          return enterprise;
        },
        { window: throttleKey('window', caller.window), called: '这个企业账号' },
      ),
    );
  }
}
