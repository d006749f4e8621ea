import { Refusal } from '@contract/errors.ts';
import type { RuleId } from '@contract/rule-id.ts';
import type { PasswordHasher } from '../../keys/password.ts';
import { agreementsOfPair, type AgreementRow } from '../../store/repositories/agreements.ts';
import { clientStop } from '../../store/repositories/client-stops.ts';
import { enterpriseById } from '../../store/repositories/identity.ts';
import type { Database } from '../../store/schema/index.ts';
import type { Acts } from '../act/acts.ts';
import { attempting, refusedAs, type RefusedAct } from '../act/refused-act.ts';
import type { StaffActor } from '../ground/actors.ts';
import { dayOf } from '../ground/calendar.ts';
import { whoResumes, whyStopped } from '../agreement/client-stop.ts';
import { cannotEnter, currentAgreement } from '../agreement/current.ts';
import type { Clock, StaffScope } from '../ground/ports.ts';
import type { RuleSet } from '../rule-sets/rule-sets.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { said } from '../trail/said.ts';
import { throttleKey, type Attempt, type Throttle } from '../throttle/throttle.ts';

export interface AgencyEntryDependencies {
  db: Database;
  clock: Clock;
  acts: Acts;
  sessions: Sessions;
  throttle: Throttle;
  hasher: PasswordHasher;
  scope: StaffScope;
  ruleSet: RuleSet;
}

/** An agreement password as the office vault remembers it, in UTF-8: of which agreement, and at which version of its password. Whoever asked for it wipes it. */
export interface RememberedPassword {
  password: Buffer;
  agreementId: string;
  passwordVersion: number;
}

/** How the agreement is proved: not at all (L6), typed by a person, or had from the office vault, which is asked only when agreement and scope let the client be entered. */
export type AgreementProof =
  | { kind: 'none' }
  | { kind: 'typed'; password: string }
  | { kind: 'remembered'; recall(): Promise<RememberedPassword> };

/** @property proved whether the agreement password was asked for and right: not when the client was open already, nor where the rule set asks none (L6) */
export interface Entered {
  clientSessionId: string;
  agreement: AgreementRow;
  alreadyOpen: boolean;
  proved: boolean;
}

/** Agency login, step 3 (G3 to G5). */
export class AgencyEntry {
  constructor(private readonly deps: AgencyEntryDependencies) {}

  /**
   * The agreement under which this staff member may enter this client now.
   * @throws Refusal CLIENT_NOT_ENTERABLE (G4, H5, stopped) naming agreement, date, assignment or the stop, whatever was typed; leaves a trail record
   */
  async agreementFor(staff: StaffActor, clientId: string): Promise<{ name: string; agreement: AgreementRow }> {
    const { db, clock, scope, ruleSet } = this.deps;
    const enterprise = await enterpriseById(db, clientId);
    const agreements = enterprise ? await agreementsOfPair(db, staff.agencyId, clientId) : [];
    // A client of somebody else is answered like one that does not exist.
    if (!enterprise || agreements.length === 0)
      throw refused(
        staff,
        null,
        'G4',
        '没有与该企业的委托协议，不能进入。',
        'agreement',
        '委托企业的法定代表人或财务负责人',
      );
    const client = { id: enterprise.id, name: enterprise.name };
    if (!(await scope.covers(staff.handlerId, clientId))) {
      throw refused(
        staff,
        client,
        'H5',
        '该客户没有分配给您，不能进入。请联系机构管理员分配。',
        'assignment',
        '机构管理员',
      );
    }
    const today = dayOf(clock.now());
    const stopped = whyStopped(await clientStop(db, clientId), today);
    if (stopped !== null) throw refusedStopped(staff, client, stopped);
    const current = currentAgreement(agreements, today, ruleSet.days);
    const why = current ? cannotEnter(current.state, ruleSet.days, current.row) : null;
    if (!current || why) {
      const link = current && ['expired', 'recognised', 'lapsed'].includes(current.state) ? 'date' : 'agreement';
      throw refused(staff, client, 'G4', said.notEnterable(why), link, why?.whoCanMend ?? null);
    }
    return { name: enterprise.name, agreement: current.row };
  }

  /**
   * Opens a client session of this window; a client that is open already is given back as it is (double click).
   * @throws Refusal AGREEMENT_PASSWORD_WRONG with tries left (G3), AGREEMENT_PASSWORD_CHANGED (H6), CLIENT_NOT_ENTERABLE, LOCKED_OUT, CONFLICT when
   * the agreement changed meanwhile, and what the vault refuses
   */
  async enter(staff: StaffActor, clientId: string, proof: AgreementProof): Promise<Entered> {
    const { name, agreement } = await this.agreementFor(staff, clientId);
    const client = { id: clientId, name };
    const open = (await this.deps.sessions.clientsOf(staff.sessionId)).find((row) => row.enterprise_id === clientId);
    if (open) return { clientSessionId: open.id, agreement, alreadyOpen: true, proved: false };
    if (!this.deps.ruleSet.asksAgreementPassword)
      return { ...(await this.#open(staff, client, agreement, proof, null)), agreement, proved: false };
    return {
      ...(await this.#proved(staff, client, agreement, proof, (attempt) =>
        this.#open(staff, client, agreement, proof, attempt),
      )),
      agreement,
      proved: true,
    };
  }

  /** One commit for all that entering writes: every one waits for the disk. @param attempt the try that proved the agreement, null where none is asked (L6) */
  async #open(
    staff: StaffActor,
    client: { id: string; name: string },
    agreement: AgreementRow,
    proof: AgreementProof,
    attempt: Attempt | null,
  ): Promise<Pick<Entered, 'clientSessionId' | 'alreadyOpen'>> {
    const { sessions, acts } = this.deps;
    return acts.run(null, async (act) => {
      await attempt?.right(act.db);
      // The password was checked outside the transaction; what it was checked against must still stand.
      const now = (await agreementsOfPair(act.db, staff.agencyId, client.id)).find((row) => row.id === agreement.id);
      if (now?.revision !== agreement.revision || now.password_version !== agreement.password_version) {
        throw new Refusal('CONFLICT', '委托协议刚被修改，没有进入。请刷新后重新进入。', {
          link: 'agreement',
          rule: 'H2',
        });
      }
      const stopped = whyStopped(await clientStop(act.db, client.id), dayOf(this.deps.clock.now()));
      if (stopped !== null) throw refusedStopped(staff, client, stopped);
      const twin = await sessions.starts.openClient(act, staff.sessionId, client.id);
      if (twin) return { clientSessionId: twin, alreadyOpen: true };
      const session = await sessions.starts.startClient(act, staff, { clientId: client.id, agreementId: agreement.id });
      await act.record({
        ...said.entered(agreement.id, proof.kind),
        by: staff,
        client,
        sessionId: session.id,
        origin: staff.origin,
      });
      await act.emit({
        kind: 'clientSessionStarted',
        window: staff.window,
        handlerId: staff.handlerId,
        clientId: client.id,
        clientSessionId: session.id,
      });
      return { clientSessionId: session.id, alreadyOpen: false };
    });
  }

  /** Checks the agreement password (G3). @param then what it opens; the try counts as a failure until that is committed */
  async #proved<Result>(
    staff: StaffActor,
    client: { id: string; name: string },
    agreement: AgreementRow,
    proof: AgreementProof,
    then: (attempt: Attempt) => Promise<Result>,
  ): Promise<Result> {
    if (proof.kind === 'none')
      throw new Refusal('AGREEMENT_PASSWORD_WRONG', '请输入协议密码。', { link: 'password', rule: 'G3' });
    const given = proof.kind === 'remembered' ? await proof.recall() : null;
    try {
      return await this.#tried(staff, client, agreement, proof, given, then);
    } finally {
      given?.password.fill(0);
    }
  }

  async #tried<Result>(
    staff: StaffActor,
    client: { id: string; name: string },
    agreement: AgreementRow,
    proof: AgreementProof,
    given: RememberedPassword | null,
    then: (attempt: Attempt) => Promise<Result>,
  ): Promise<Result> {
    const { throttle, hasher } = this.deps;
    const changed = () =>
      new Refusal('AGREEMENT_PASSWORD_CHANGED', '协议密码已更换，记住的密码不再有效，请输入新的协议密码。', {
        link: 'password',
        rule: 'H6',
        whoCanMend: '委托企业的法定代表人或财务负责人',
      });
    // Of an older agreement counts as changed, too: trying it would count as a failure of this one.
    if (given && (given.agreementId !== agreement.id || given.passwordVersion !== agreement.password_version)) {
      throw refusedAs(changed(), refusedEntry(staff, client, '记住的协议密码已失效', 'H6'));
    }
    const password = given?.password ?? (proof.kind === 'typed' ? proof.password : '');
    // A remembered password was right when it was remembered: many clients may be opened side by side without counting against the window.
    const tried = {
      window: proof.kind === 'typed' ? throttleKey('window', staff.window) : undefined,
      called: `${client.name}的协议密码`,
    };
    const locked = ({ code }: Refusal): RefusedAct | null =>
      code === 'LOCKED_OUT' ? refusedEntry(staff, client, '输错次数过多，已锁定', 'J2') : null;
    return attempting(locked, () =>
      throttle.trying(
        [throttleKey('agreement', agreement.id)],
        async (attempt) => {
          const ok =
            agreement.password_hash === null
              ? await hasher.verifyNothing(password)
              : (await hasher.verifyPassword(agreement.password_hash, password)).ok;
          if (ok) return then(attempt);
          const record = refusedEntry(staff, client, '协议密码不正确', 'G3');
          if (proof.kind === 'remembered') throw refusedAs(changed(), record);
          const { text, ...rest } = await attempt.wrong();
          throw refusedAs(
            new Refusal(
              'AGREEMENT_PASSWORD_WRONG',
              `协议密码不正确，${text}忘记密码请联系委托企业的法定代表人或财务负责人重设。`,
              {
                link: 'password',
                rule: 'G3',
                whoCanMend: '委托企业的法定代表人或财务负责人',
                ...rest,
              },
            ),
            record,
          );
        },
        tried,
      ),
    );
  }
}

const refusedEntry = (
  staff: StaffActor,
  client: { id: string; name: string } | null,
  why: string,
  rule: RuleId,
): RefusedAct => ({ ...said.entryRefused(why, rule), by: staff, client, origin: staff.origin });

function refused(
  staff: StaffActor,
  client: { id: string; name: string } | null,
  rule: RuleId,
  message: string,
  link: 'agreement' | 'assignment' | 'date',
  whoCanMend: string | null,
): Refusal {
  return refusedAs(
    new Refusal('CLIENT_NOT_ENTERABLE', message, { link, rule, whoCanMend }),
    refusedEntry(staff, client, message, rule),
  );
}

/** The office serves the client no more: named, with the way back; no rule of the bureau says so. */
function refusedStopped(staff: StaffActor, client: { id: string; name: string }, why: string): Refusal {
  const message = said.stoppedWayBack(`${client.name}${why}，不能进入`);
  return refusedAs(new Refusal('CLIENT_NOT_ENTERABLE', message, { link: 'state', whoCanMend: whoResumes }), {
    act: 'client.enter',
    text: `进入被拒绝：${why}`,
    by: staff,
    client,
    origin: staff.origin,
  });
}
