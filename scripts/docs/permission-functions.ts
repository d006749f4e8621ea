import {
  findService,
  grantableFunctions,
  loadCatalogue,
  neverGranted,
  permissionFunctions,
  type Catalogue,
} from '../../src-preload/contract/catalogue.ts';
import { contract } from '../../src-preload/contract/index.ts';
import type { Access } from '../../src-preload/contract/procedure.ts';
import catalogueJson from '../../resources/service-catalogue.json' with { type: 'json' };
import { table, type GeneratedPage } from './generated.ts';
import { proceduresOf, type NamedProcedure } from './procedures.ts';

/**
 * Procedures of an open client or enterprise session that need no permission function, and why. A procedure that names none and does not
 * stand here fails the tests, and so does a line here that no procedure needs any more.
 */
export const withoutFunction: Readonly<Record<string, string>> = {
  'business.home': 'says what may be done here, and by which function',
  'business.decisions': 'says what may be done here, and why not',
  'enterprise.home': 'says what may be done here, and why not',
  'enterprise.setPersonalPassword': 'the person’s own password',
  'enterprise.trail': 'officers see the enterprise’s records, anybody else their own (J4)',
};

/** Areas whose procedures anybody may call whom the host admitted, and what decides instead. An open procedure elsewhere fails the tests. */
export const openAreas: Readonly<Record<string, string>> = {
  desk: 'anybody: which profile is open, no data of it',
  setup: 'anybody, before a desk is open; a passphrase or recovery key where one is needed',
  signIn: 'anybody: it is the login',
  enterpriseSignIn: 'anybody: it is the login',
  passwordRecovery:
    'anybody: the code to the verified mobile decides; in the office profile the officer’s 动态口令 or the printed recovery key',
  personSignIn: 'anybody: it is the login, or its recovery (F1, D5)',
  registration: 'anybody: code, registry and card decide (A5)',
  realName: 'anybody with the person’s phone in hand (I1): card, code and face decide',
  rememberedIds: 'anybody at this machine: taxpayer ids that were used to log in here, never a password',
  session: 'anybody: about this window’s own session',
  training: 'anybody in a training world; refused in the office profile',
  events: 'anybody: what concerns this window only',
  work: 'whoever began the work, at the window where it began; the engine knows without asking the store, which the work may hold',
};

const catalogue: Catalogue = loadCatalogue(catalogueJson);

/** Permission functions that an access asks for; null: its kind knows none. */
export const functionsAsked = (access: Access): readonly string[] | null =>
  'functions' in access ? access.functions : null;

/** Who is admitted where no permission function decides, by kind of access. */
const admitted: Readonly<Record<Exclude<Access['kind'], 'open' | 'client' | 'enterprise' | 'ticket'>, string>> = {
  staff: 'every member of an agency’s staff, for what is their own',
  office: 'every member of the staff of the agency whose office this is, within their scope (H5)',
  admin: 'admins of the agency’s office',
  person: 'a natural person who is signed in (F1)',
};

const tickets: Readonly<Record<string, string>> = {
  enterprisePassword:
    'an officer who proved the verified mobile, in the office profile by 动态口令 or recovery key (D1)',
  personalPassword: 'a person whose password was reset (D3)',
  accountPassword: 'a natural person who proved the verified mobile (D5)',
};

const holdersOf = (id: string, kind: 'client' | 'enterprise'): string => {
  if (neverGranted.includes(id)) return 'legal representative, finance officer; never anybody else (E1, H4)';
  if (kind === 'client') {
    const bundles = catalogue.bundles
      .filter((bundle) => bundle.functions.includes(id))
      .map((bundle) => `「${bundle.title}」`);
    return `agency staff whose agreement names it${bundles.length > 0 ? `, as the bundles ${bundles.join('')} do` : ''}`;
  }
  const social = findService(catalogue, id)?.group.id === 'social';
  return `legal representative, finance officer; a handler or invoice collector whose role it is granted from (E5)${social ? '; a social-insurance session (B8)' : ''}`;
};

function holders({ name, meta: { access } }: NamedProcedure): string {
  if (!access) return '**names no access**';
  if (access.kind === 'ticket') return tickets[access.opens] ?? `whoever holds the ticket ${access.opens}`;
  if (access.kind === 'open') return openAreas[name.split('.')[0] ?? ''] ?? '**no function, and no reason for none**';
  if (access.kind !== 'client' && access.kind !== 'enterprise') return admitted[access.kind];
  if (access.functions.length > 0)
    return [...new Set(access.functions.map((id) => holdersOf(id, access.kind)))].join('; or ');
  const everybody = access.kind === 'client' ? 'every open client session' : 'every person of the enterprise';
  return `${everybody}: ${withoutFunction[name] ?? '**no function, and no reason for none**'}`;
}

const functionNames = (ids: readonly string[]): string =>
  ids.map((id) => `${findService(catalogue, id)?.service.title ?? '?'} \`${id}\``).join(' or ');

function accessName(access: Access | undefined): string {
  if (!access) return '';
  return access.kind === 'ticket' ? `ticket (${access.opens})` : access.kind;
}

function proceduresTable(): string[] {
  return table(
    ['Procedure', 'What it does', 'Access', 'Permission function', 'Who may by default'],
    proceduresOf(contract).map((procedure) => {
      const { name, meta, route } = procedure;
      const asked = meta.access ? functionsAsked(meta.access) : null;
      return [
        `\`${name}\``,
        route.summary ?? '',
        accessName(meta.access),
        asked === null || asked.length === 0 ? '—' : functionNames(asked),
        holders(procedure),
      ];
    }),
  );
}

function functionsTable(): string[] {
  const grantable = new Set(grantableFunctions(catalogue).map(({ id }) => id));
  const users = proceduresOf(contract);
  return table(
    ['Function', '', 'Agreements may hold it (H4)', 'Bundles', 'Procedures'],
    permissionFunctions(catalogue).map(({ id, title }) => [
      `\`${id}\``,
      title,
      grantable.has(id) ? 'yes' : 'no',
      catalogue.bundles
        .filter((bundle) => bundle.functions.includes(id))
        .map((bundle) => bundle.title)
        .join('、'),
      users
        .filter(({ meta }) => meta.access && functionsAsked(meta.access)?.includes(id))
        .map(({ name }) => `\`${name}\``)
        .join(', '),
    ]),
  );
}

/** Every procedure with the permission function that it needs and who holds that by default. */
export const page: GeneratedPage = {
  file: 'docs/permission-functions.md',
  content: () =>
    [
      '# Procedures and permission functions',
      '',
      'Written by `npm run docs` from the contract and the service catalogue; `npm test` fails when it is out of date.',
      '',
      'Legal representative and finance officer hold every function of the catalogue. Others hold what they are granted of their role (E5), an agency what the',
      'agreement names (H1, L1), and never staff maintenance or delegation management (H4). The router asks before the service is reached; the screens ask the same decisions.',
      '',
      '## Procedures',
      '',
      ...proceduresTable(),
      '',
      '## Functions',
      '',
      'A function without a procedure belongs to a service that is explained here and done elsewhere.',
      '',
      ...functionsTable(),
      '',
    ].join('\n'),
};
