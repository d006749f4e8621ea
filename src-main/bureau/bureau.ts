import { deriveKey } from '../keys/derive.ts';
import type { PasswordHasher } from '../keys/password.ts';
import type { Database } from '../store/schema/index.ts';
import type { Acts } from './act/acts.ts';
import { AgencyEntry } from './agency/entry.ts';
import { OfficerRecovery } from './agency/officer-recovery.ts';
import { AgencySignIn } from './agency/sign-in.ts';
import { Authenticators } from './authenticator/authenticators.ts';
import { OwnAuthenticator } from './agency/own-authenticator.ts';
import { voidWithEvents } from './authenticator/void-with-events.ts';
import { ClockWatch } from './clock/clock-watch.ts';
import { Codes } from './codes/codes.ts';
import { createBusiness } from './business/business.ts';
import { createDelegation } from './delegation/delegation.ts';
import type { DomainEvents } from './act/domain-events.ts';
import { EnterpriseOverview } from './enterprise/home.ts';
import { EnterpriseTrail } from './enterprise/enterprise-trail.ts';
import { registryPatience } from './enterprise/ask-registry.ts';
import { HandlerSync } from './enterprise/handler-sync.ts';
import { PasswordRecovery } from './enterprise/password-recovery.ts';
import { QuickSignIn } from './enterprise/quick-sign-in.ts';
import { HandlerView } from './explain/handler-view.ts';
import { EnterpriseSignIn } from './enterprise/sign-in.ts';
import { WindowActors } from './enterprise/window-actors.ts';
import { Permissions } from './catalogue/permissions.ts';
import { Captchas } from './captcha/captchas.ts';
import { PersonOverview } from './person/home.ts';
import { PersonPasswords } from './person/passwords.ts';
import { Persons } from './person/persons.ts';
import { PersonRecovery } from './person/recovery.ts';
import { PersonSignIn } from './person/sign-in.ts';
import { PersonTrail } from './person/person-trail.ts';
import { RegisterEnterprise } from './registration/register-enterprise.ts';
import { RegisterPerson } from './registration/register-person.ts';
import { RegistrationCodes } from './registration/registration-codes.ts';
import type { Clock, KeyRewrapper, RealNameApp, SmsGateway, StaffScope, TaxRegistry } from './ground/ports.ts';
import { RealNameCollection } from './realname/collection.ts';
import { RealNames } from './realname/record.ts';
import type { RuleSet } from './rule-sets/rule-sets.ts';
import { Sessions } from './sessions/sessions.ts';
import { answerTime } from './sign-in/even-answer.ts';
import { FirmProof } from './sign-in/firm-proof.ts';
import { HandlerProof } from './sign-in/handler-proof.ts';
import { PasswordResets } from './sign-in/password-resets.ts';
import { PersonalPasswords } from './sign-in/personal-passwords.ts';
import { createSocialInsurance } from './social-insurance/social-insurance.ts';
import { createStaff } from './staff/staff.ts';
import { Throttle } from './throttle/throttle.ts';
import { TrailSeals } from './trail/seals.ts';
import { TrailExport } from './agency/trail-export.ts';
import type { Trail } from './trail/trail.ts';
import type { Profile } from './ground/profile.ts';

export interface BureauDependencies {
  db: Database;
  clock: Clock;
  /** Also the office's, which writes into the same chain. */
  trail: Trail;
  events: DomainEvents;
  /** How anything is changed; also the office's. */
  acts: Acts;
  hasher: PasswordHasher;
  ruleSet: RuleSet;
  /** Null in the office profile (ADR-0017). */
  sms: SmsGateway | null;
  /** 金税三期: simulated in a training world, typed by an admin in the office profile (ADR-0017). */
  registry: TaxRegistry;
  /** The phone app of real-name collection (I1); null in the office profile. */
  realNameApp: RealNameApp | null;
  /** How long a sync waits for the registry, in milliseconds; left out: as long as a person would. */
  registryPatience?: number;
  /** When an answer leaves whose time must not tell anything (J2), in milliseconds; left out: as in production. */
  answerAfter?: number;
  scope: StaffScope;
  rewrapper: KeyRewrapper;
  /** 32 bytes of this desk for the hashes of codes and the seals of the trail; never in the database. */
  codeKey: Buffer;
  profile: Profile;
}

/** The authority, which holds the numbered rules: every area of the electronic tax bureau, offline. It knows neither office nor training. */
export function createBureau(deps: BureauDependencies) {
  const { db, clock, trail, events, acts, hasher, scope, rewrapper, ruleSet } = deps;
  const { catalogue, limits } = ruleSet;
  const sessions = new Sessions(db, clock, acts, ruleSet);
  const throttle = new Throttle(db, clock, limits.throttle);
  const codes = new Codes(acts, clock, deps.sms, deps.codeKey, limits.code);
  const passwords = new PersonalPasswords({ db, acts, sessions, throttle, hasher, rewrapper });
  const clockWatch = new ClockWatch({ db, clock, acts });
  const authenticators = new Authenticators({
    db,
    clock,
    acts,
    clockWatch,
    key: deriveKey(deps.codeKey, 'desk/authenticator'),
    available: !deps.profile.sendsCodes,
  });
  voidWithEvents(events, authenticators);
  const resets = new PasswordResets({ db, clock, acts, sessions, authenticators, limits });
  const firm = new FirmProof({ db, throttle, hasher });
  const proof = new HandlerProof({ codes, authenticators, throttle, hasher, passwords, resets });
  const { profile } = deps;
  const patience = deps.registryPatience ?? registryPatience;
  const sync = new HandlerSync({ clock, acts, sessions, registry: deps.registry, patience });
  const enterpriseSignIn = new EnterpriseSignIn({
    db,
    clock,
    acts,
    sessions,
    codes,
    authenticators,
    firm,
    proof,
    resets,
    sync,
    profile,
    limits,
  });
  const seals = new TrailSeals({ db, clock, seed: deriveKey(deps.codeKey, 'desk/trail-seal') });
  const registrationCodes = new RegistrationCodes({ db, clock, acts, codes, limits });
  const permissions = new Permissions(catalogue.titleOf);
  const actors = new WindowActors({ db, sessions, catalogue });
  const { mark } = profile;
  return {
    trail,
    trailExport: new TrailExport(acts, trail, seals),
    enterpriseTrail: new EnterpriseTrail(trail),
    sessions,
    passwords,
    permissions,
    business: createBusiness({ db, clock, acts, trail, permissions, catalogue, mark }),
    social: createSocialInsurance({
      db,
      clock,
      acts,
      mark,
      require: (actor, functions) => actors.require(actor, functions),
    }),
    ...createDelegation({
      db,
      clock,
      events,
      acts,
      trail,
      sessions,
      hasher,
      ruleSet,
      answered: profile.clientsAnswer,
    }),
    authenticators,
    ownAuthenticator: new OwnAuthenticator({ clock, acts, passwords, authenticators, limits }),
    signIn: new AgencySignIn({
      db,
      clock,
      acts,
      sessions,
      codes,
      authenticators,
      firm,
      proof,
      resets,
      profile,
      limits,
    }),
    enterpriseSignIn,
    quickSignIn: new QuickSignIn({
      db,
      clock,
      acts,
      throttle,
      firm,
      proof,
      ordinary: enterpriseSignIn,
      profile,
      limits,
    }),
    recovery: new PasswordRecovery({
      db,
      clock,
      acts,
      sessions,
      codes,
      hasher,
      passwords,
      resets,
      profile,
      limits,
      answerAfter: deps.answerAfter ?? answerTime,
    }),
    officerRecovery: new OfficerRecovery({
      db,
      clock,
      acts,
      sessions,
      throttle,
      authenticators,
      resets,
      profile,
      answerAfter: deps.answerAfter ?? answerTime,
    }),
    resets,
    /** Ends what has run out, without anybody asking; called by the desk at intervals and after its clock was moved. */
    sweep: async (): Promise<void> => {
      await clockWatch.look();
      await sessions.sweep();
      await seals.sealWhenDue();
    },
    realName: new RealNameCollection({
      db,
      clock,
      acts,
      codes,
      app: deps.realNameApp,
      records: new RealNames({ clock, sessions }),
      limits,
    }),
    actors,
    handlerView: new HandlerView({ db, clock, acts, profile, catalogue }),
    staff: createStaff({ db, clock, events, acts, sessions, resets, profile, ruleSet }),
    enterpriseHome: new EnterpriseOverview(db, catalogue),
    entry: new AgencyEntry({ db, clock, acts, sessions, throttle, hasher, scope, ruleSet }),
    persons: new Persons({ db, sessions }),
    personSignIn: new PersonSignIn({
      db,
      acts,
      sessions,
      throttle,
      hasher,
      captchas: new Captchas(clock, deps.codeKey, limits.captcha),
    }),
    personRecovery: new PersonRecovery({
      db,
      clock,
      acts,
      sessions,
      codes,
      limits,
      answerAfter: deps.answerAfter ?? answerTime,
    }),
    personPasswords: new PersonPasswords({ db, clock, acts, sessions, throttle, hasher }),
    personTrail: new PersonTrail({ db, trail, profile }),
    personHome: new PersonOverview({ db, acts, sessions, profile }),
    registrationCodes,
    registerPerson: new RegisterPerson({ clock, acts, hasher, codes: registrationCodes }),
    registerEnterprise: new RegisterEnterprise({
      clock,
      acts,
      hasher,
      codes: registrationCodes,
      registry: deps.registry,
      patience,
    }),
  };
}
export type Bureau = ReturnType<typeof createBureau>;
