import type { DeskEvent } from '@contract/events.ts';
import type { Acts } from '../bureau/act/acts.ts';
import type { Bureau } from '../bureau/bureau.ts';
import type { DomainEvents } from '../bureau/act/domain-events.ts';
import type { Clock } from '../bureau/ground/ports.ts';
import type { PasswordHasher } from '../keys/password.ts';
import type { Database } from '../store/schema/index.ts';
import { ClientAttachments } from './attachments/client-attachments.ts';
import { adoptClients } from './clients/adopt-clients.ts';
import { Assignments } from './clients/assignments.ts';
import { ClientRemoval } from './clients/client-removal.ts';
import { ClientRecords } from './clients/client-records.ts';
import { Clients } from './clients/clients.ts';
import { ClientBatch } from './clients/client-batch.ts';
import { ClientList } from './lists/client-list.ts';
import { ListViews } from './lists/list-views.ts';
import { Corrections } from './clients/corrections.ts';
import { ClientDossiers } from './dossier/client-dossiers.ts';
import { OwnFields } from './dossier/own-fields.ts';
import { EnterClient } from './clients/enter-client.ts';
import { EntryImports } from './entries/entry-imports.ts';
import { importUploads } from './imports/import-uploads.ts';
import { ImportUndo } from './imports/import-undo.ts';
import { Imports } from './imports/imports.ts';
import { LeaveClient } from './clients/leave-client.ts';
import { LockWindow } from './session/lock-window.ts';
import { Members } from './members/members.ts';
import { PaperAgreements } from './clients/paper-agreements.ts';
import { RememberedIds } from './remembered-ids.ts';
import type { OfficeScope } from './clients/scope.ts';
import { ImportedAccounts } from './secrets/imported-accounts.ts';
import { ClientSecrets } from './secrets/client-secrets.ts';
import { ObligationBoard } from './obligations/obligation-board.ts';
import { ObligationBook } from './obligations/obligation-book.ts';
import { ObligationMarks } from './obligations/obligation-marks.ts';
import { SecretExport } from './entries/secret-export.ts';
import { Leavers } from './secrets/leavers.ts';
import { SecretReview } from './secrets/secret-review.ts';
import { SecretRights } from './secrets/secret-rights.ts';
import { SecretUses } from './secrets/secret-uses.ts';
import type { ReportIncident } from '../incidents/incident.ts';
import { ClientSearch } from './search/client-search.ts';
import { SeeAs } from './clients/see-as.ts';
import { ServiceStops } from './clients/service-stops.ts';
import { SessionStates } from './session/session-state.ts';
import { createOfficeStaff } from './staff/office-staff.ts';
import { Tabs } from './session/tabs.ts';
import { TrailView } from './trail-view.ts';
import type { Vault } from './vault/vault.ts';
import { WorkRegistry } from './work/work.ts';
import type { RuleSet } from '../bureau/rule-sets/rule-sets.ts';
import type { Profile } from '../bureau/ground/profile.ts';

export interface OfficeDependencies {
  db: Database;
  clock: Clock;
  events: DomainEvents;
  /** The unit of work for every change; shared with the bureau. */
  acts: Acts;
  bureau: Bureau;
  /** Built before the bureau, which passes password changes on to it. */
  vault: Vault;
  /** Built before the bureau, which asks it (H5). */
  scope: OfficeScope;
  hasher: PasswordHasher;
  profile: Profile;
  ruleSet: RuleSet;
  notify(window: string | null, event: DeskEvent): void;
  report: ReportIncident;
}

/** The agency's own work around the bureau. */
export function composeOffice(deps: OfficeDependencies) {
  const { db, clock, events, acts, bureau, vault, scope, ruleSet, notify } = deps;
  const { trail, sessions, agreements } = bureau;
  const members = new Members(db);
  const tabs = new Tabs(db, events);
  const sessionState = new SessionStates(db, sessions, members, tabs, bureau.actors);
  const search = new ClientSearch(db, events, ruleSet.days);
  const paper = new PaperAgreements({
    acts,
    agreements,
    hasher: deps.hasher,
    allowed: deps.profile.recordsPaper,
    asksPassword: ruleSet.asksAgreementPassword,
    clock,
    vault,
    notify,
  });
  const work = new WorkRegistry({ notify, report: deps.report });
  const clients = new Clients({ db, clock, events, scope, search, days: ruleSet.days });
  const records = new ClientRecords({ db, clock, acts, agreements, members, scope, search, paper, notify });
  const stops = new ServiceStops({ acts, clock, sessions, members, records, search, notify });
  const corrections = new Corrections({ acts, clock, search, notify });
  adoptClients({ db, acts, clock, search, notify }, events);
  const assignments = new Assignments({ db, sessions, acts, scope, search, notify });
  const leavers = new Leavers({ acts, clock, scope, notify });
  const staff = createOfficeStaff({
    db,
    clock,
    events,
    acts,
    bureau,
    vault,
    assignments,
    search,
    leavers,
    profile: deps.profile,
    notify,
  });
  const book = new ObligationBook(search);
  const secrets = new ClientSecrets({ acts, clock, scope, search, vault, notify });
  const accounts = new ImportedAccounts({ secrets, vault, clock });
  const uploads = importUploads();
  const attachments = new ClientAttachments({ acts, clock, scope, notify });
  const entryImports = new EntryImports({ accounts, db, clock, acts, search, uploads, work, notify });
  const imports = new Imports({
    accounts,
    uploads,
    db,
    clock,
    acts,
    agreements,
    records,
    corrections,
    paper,
    assignments,
    search,
    work,
    notify,
    asksPassword: ruleSet.asksAgreementPassword,
    days: ruleSet.days,
    grantable: [...agreements.grantable],
  });
  events.on(async (event) => {
    if (event.kind !== 'staffSessionEnded' && event.kind !== 'staffSessionLocked') return;
    work.sessionLeft(event.sessionId);
    if (event.kind !== 'staffSessionEnded') return;
    entryImports.sessionEnded(event.sessionId);
    await attachments.sessionEnded(event.sessionId);
    await imports.sessionEnded(event.sessionId);
  });
  return {
    staff,
    members,
    tabs,
    sessionState,
    scope,
    vault,
    search,
    work,
    records,
    corrections,
    dossiers: new ClientDossiers({ db, acts, scope, records, search, notify }),
    attachments,
    ownFields: new OwnFields(acts),
    stops,
    removal: new ClientRemoval({ acts, search, notify }),
    paper,
    assignments,
    secrets,
    secretExport: new SecretExport({ acts, clients, secrets, passwords: bureau.passwords }),
    secretRights: new SecretRights({ acts, notify }),
    secretReview: new SecretReview({ acts, clock, scope, vault }),
    leavers,
    secretUses: new SecretUses({ acts, scope }),
    clients,
    clientList: new ClientList(acts, clients, db),
    clientBatch: new ClientBatch({ acts, assignments, clients, members, scope, search, stops }),
    listViews: new ListViews(db, acts),
    obligationBoard: new ObligationBoard({ db, acts, clock, clients, book, profile: deps.profile }),
    obligationMarks: new ObligationMarks({ acts, clock, scope, book, profile: deps.profile, notify }),
    imports,
    entryImports,
    importUndo: new ImportUndo({ db, clock, acts, accounts, assignments, search, work, notify }),
    enter: new EnterClient(bureau.entry, vault, sessionState),
    trail: new TrailView(trail, scope),
    leave: new LeaveClient(sessions, tabs),
    lockWindow: new LockWindow({ sessions, passwords: bureau.passwords, vault }),
    rememberedIds: new RememberedIds(db, acts),
    seeAs: new SeeAs({ db, clock, acts, members, scope, search, profile: deps.profile, ruleSet }),
  };
}
