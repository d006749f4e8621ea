import { randomUUID } from 'node:crypto';
import { findService, loadCatalogue } from '@contract/catalogue.ts';
import type { Access, ProcedureMeta, TicketPurpose } from '@contract/procedure.ts';
import catalogueJson from '../../../resources/service-catalogue.json' with { type: 'json' };
import type { WindowSessionStart } from '../../../src-main/bureau/sessions/session-starts.ts';
import type { Desk } from '../../../src-main/desk/desk.ts';

/** What a caller may do, as the rules have it (docs/rules): told by the facts in the store, never by asking the engine. */
export interface Rights {
  /** Of an agency's staff: of this office or another one; `admin` of this office. */
  staff?: 'office' | 'other';
  admin?: boolean;
  locked?: boolean;
  /** Functions of the open client session that the input names; none: there is none, or it is somebody else's. */
  client?: ReadonlySet<string>;
  /** Functions in the enterprise acted for; `all`: legal representative and finance officer. */
  enterprise?: ReadonlySet<string> | 'all';
  person?: boolean;
  ticket?: TicketPurpose;
}

/** A kind of caller: sits in a window of its own. */
export interface Caller {
  says: string;
  window: string;
  rights: Rights;
  /** Makes the window's session anew. @returns the client session that its calls name */
  enter(): Promise<string>;
}

/** Whether the contract admits such a caller (J3, G3, E5, B8, F2, D1, D3, D5). */
export function admits({ access, whileLocked }: ProcedureMeta, rights: Rights): boolean {
  const kind: Access | undefined = access;
  if (!kind) return false;
  const staff = rights.staff !== undefined && (rights.locked !== true || whileLocked === true);
  switch (kind.kind) {
    case 'open':
      return true;
    case 'staff':
      return staff;
    case 'office':
      return staff && rights.staff === 'office';
    case 'admin':
      return staff && rights.admin === true;
    case 'client':
      return staff && rights.client !== undefined && anyOf(kind.functions, rights.client);
    case 'enterprise':
      return (
        rights.enterprise === 'all' || (rights.enterprise !== undefined && anyOf(kind.functions, rights.enterprise))
      );
    case 'person':
      return rights.person === true;
    case 'ticket':
      return rights.ticket === kind.opens;
  }
}
const anyOf = (asked: readonly string[], held: ReadonlySet<string>): boolean =>
  asked.length === 0 || asked.some((id) => held.has(id));

const catalogue = loadCatalogue(catalogueJson);
const socialFunctions = (asked: readonly string[]): ReadonlySet<string> =>
  new Set(asked.filter((id) => findService(catalogue, id)?.group.id === 'social'));

/** Every kind of caller of the demo world. @param asked every function that the contract asks for */
export async function callersOf(desk: Desk, asked: readonly string[]): Promise<Caller[]> {
  const { db, acts, bureau } = desk.engine();
  const agency = 'agency';
  const start = async (session: WindowSessionStart): Promise<string> =>
    (await acts.run(null, (act) => bureau.sessions.starts.start(act, session))).id;
  const windowOf = (says: string) => ({ window: `rights ${says}`, origin: 'test' });
  const enterprises = await db.selectFrom('enterprise').selectAll().execute();
  const handlers = await db.selectFrom('handler').selectAll().where('state', '=', 'active').execute();
  const firm = enterprises.find(
    (one) =>
      !one.is_agency &&
      ['legalRepresentative', 'financeOfficer', 'handler'].every((capacity) =>
        handlers.some((row) => row.enterprise_id === one.id && row.capacity === capacity),
      ),
  );
  const social = enterprises.find((one) => one.social_insurance_only);
  const account = await db.selectFrom('person_account').select('person_id').limit(1).executeTakeFirst();
  if (!firm || !social || !account)
    throw new Error(
      'the demo world has no enterprise with all its people, no social-insurance-only one or no person with an account',
    );
  const inFirm = (capacity: string) =>
    handlers.find((row) => row.enterprise_id === firm.id && row.capacity === capacity)?.id ?? '';
  const granted = new Set(
    (
      await db
        .selectFrom('handler_function')
        .select('function_id')
        .where('handler_id', '=', inFirm('handler'))
        .execute()
    ).map((row) => row.function_id),
  );
  await addOtherAgency(
    desk,
    handlers.map((row) => row.id),
  );

  const clientOf = async (
    staffId: string,
    session: string,
    window: string,
  ): Promise<{ id: string; functions: ReadonlySet<string> }> => {
    const agreement =
      (await db
        .selectFrom('agreement')
        .innerJoin('assignment', 'assignment.client_id', 'agreement.client_id')
        .innerJoin('function_set', 'function_set.id', 'agreement.function_set_id')
        .select(['agreement.id', 'agreement.client_id', 'function_set.functions'])
        .where('agreement.agency_id', '=', agency)
        .where('agreement.decided', '=', 'recognised')
        .where('assignment.handler_id', '=', staffId)
        .where('first_day', '<=', '2026-06-30')
        .where('last_day', '>=', '2027-06-30')
        .orderBy('agreement.client_id')
        .executeTakeFirst()) ??
      (await db
        .selectFrom('agreement')
        .innerJoin('assignment', 'assignment.client_id', 'agreement.client_id')
        .innerJoin('function_set', 'function_set.id', 'agreement.function_set_id')
        .select(['agreement.id', 'agreement.client_id', 'function_set.functions'])
        .where('agreement.agency_id', '=', agency)
        .where('agreement.decided', '=', 'recognised')
        .where('assignment.handler_id', '=', staffId)
        .where('last_day', '>=', new Date(desk.engine().clock.now() + 86_400_000).toISOString().slice(0, 10))
        .where('first_day', '<=', new Date(desk.engine().clock.now() - 86_400_000).toISOString().slice(0, 10))
        .executeTakeFirstOrThrow());
    const staff = await bureau.sessions.staffOf(window);
    if (staff.sessionId !== session) throw new Error('the window has another session');
    const row = await acts.run(null, (act) =>
      bureau.sessions.starts.startClient(act, staff, { clientId: agreement.client_id, agreementId: agreement.id }),
    );
    return { id: row.id, functions: new Set(agreement.functions) };
  };

  const callers: Caller[] = [];
  const add = (
    says: string,
    rights: Rights,
    enter: (of: { window: string; origin: string }) => Promise<string>,
  ): void => {
    callers.push({ says, window: windowOf(says).window, rights, enter: () => enter(windowOf(says)) });
  };
  const staff =
    (handlerId: string, enterpriseId = agency) =>
    async (of: { window: string; origin: string }): Promise<string> => {
      await start({ kind: 'agencyStaff', handlerId, enterpriseId, ...of });
      return 'no client session';
    };
  add('nobody signed in', {}, async () => 'no client session');
  add('agency step 1 only', {}, async ({ window }) => {
    const now = desk.engine().clock.now();
    await db
      .insertInto('sign_in_flow')
      .values({
        id: randomUUID(),
        kind: 'agencyStaff',
        window,
        enterprise_id: agency,
        handler_id: null,
        person_id: null,
        mobile: null,
        started_at: now,
        expires_at: now + 600_000,
        ended_at: null,
      })
      .execute();
    return 'no client session';
  });
  add('member', { staff: 'office' }, staff('h03'));
  add('team leader', { staff: 'office' }, staff('h07'));
  add('office admin', { staff: 'office', admin: true }, staff('h01'));
  add('member waiting for the vault', { staff: 'office' }, staff('h06'));
  add('staff of another agency', { staff: 'other' }, staff('o01', 'agency-other'));
  add('locked member', { staff: 'office', locked: true }, async (of) => {
    const id = await start({ kind: 'agencyStaff', handlerId: 'h05', enterpriseId: agency, ...of });
    await db.updateTable('session').set({ locked_at: desk.engine().clock.now() }).where('id', '=', id).execute();
    return 'no client session';
  });
  const opened: Rights = { staff: 'office', client: new Set() };
  add('member in an open client', opened, async (of) => {
    const client = await clientOf(
      'h04',
      await start({ kind: 'agencyStaff', handlerId: 'h04', enterpriseId: agency, ...of }),
      of.window,
    );
    opened.client = client.functions;
    return client.id;
  });
  add("member who names another window's client session", { staff: 'office' }, async (of) => {
    const other = windowOf('owner of a client session');
    const client = await clientOf(
      'h08',
      await start({ kind: 'agencyStaff', handlerId: 'h08', enterpriseId: agency, ...other }),
      other.window,
    );
    await start({ kind: 'agencyStaff', handlerId: 'h08', enterpriseId: agency, ...of });
    return client.id;
  });
  for (const [says, capacity, held] of [
    ['legal representative', 'legalRepresentative', 'all'],
    ['finance officer', 'financeOfficer', 'all'],
    ['handler of an enterprise', 'handler', granted],
  ] as const) {
    add(says, { enterprise: held }, async (of) => {
      await start({ kind: 'enterprise', enterpriseId: firm.id, handlerId: inFirm(capacity), ...of });
      return 'no client session';
    });
  }
  add('social insurance', { enterprise: socialFunctions(asked) }, async (of) => {
    await start({ kind: 'socialInsurance', enterpriseId: social.id, ...of });
    return 'no client session';
  });
  add('natural person', { person: true }, async (of) => {
    await start({ kind: 'person', personId: account.person_id, ...of });
    return 'no client session';
  });
  for (const opens of ['enterprisePassword', 'personalPassword'] as const) {
    add(`ticket ${opens}`, { ticket: opens }, async (of) => {
      await start({ kind: 'ticket', opens, enterpriseId: firm.id, handlerId: inFirm('financeOfficer'), ...of });
      return 'no client session';
    });
  }
  add('ticket accountPassword', { ticket: 'accountPassword' }, async (of) => {
    await start({ kind: 'ticket', opens: 'accountPassword', personId: account.person_id, ...of });
    return 'no client session';
  });
  return callers;
}

/** Somebody of the other agency who can sign in here: the bureau knows both. */
async function addOtherAgency(desk: Desk, known: readonly string[]): Promise<void> {
  if (known.includes('o01')) return;
  const { db, clock } = desk.engine();
  const now = clock.now();
  await db
    .insertInto('person')
    .values({ id: 'p-o01', id_type: 'residentIdentityCard', id_number: 'other agency', name: '温言', created_at: now })
    .execute();
  await db
    .insertInto('real_name_record')
    .values({
      id: 'r-o01',
      person_id: 'p-o01',
      name: '温言',
      mobile: '15400099001',
      origin: 'collected',
      recorded_at: now,
      replaced_at: null,
    })
    .execute();
  await db
    .insertInto('handler')
    .values({
      id: 'o01',
      enterprise_id: 'agency-other',
      person_id: 'p-o01',
      capacity: 'legalRepresentative',
      state: 'active',
      password_hash: null,
      created_at: now,
      removed_at: null,
    })
    .execute();
}
