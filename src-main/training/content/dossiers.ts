import { addDays } from '../../bureau/ground/calendar.ts';
import type { TaxCode } from '@contract/dossier-words.ts';
import { addRows } from '../../store/repositories/world-content.sqlite.ts';
import type { DatabaseTransaction, Insertable } from '../../store/schema/index.ts';
import type {
  ClientDossierTable,
  ClientKindTable,
  ClientPersonTable,
  ClientTagTable,
  ClientTaxTable,
} from '../../store/schema/client-dossier.ts';
import { cities } from '../sample/liaoning.ts';
import type { Random } from '../sample/random.ts';
import type { SampleClient } from './rows.ts';

/** Taxes that hang on value added tax and are filed with it. */
const withVat: readonly TaxCode[] = ['urbanConstruction', 'educationSurcharge', 'localEducation'];
const roles: Readonly<Record<string, string>> = {
  legalRepresentative: 'legalRepresentative',
  financeOfficer: 'financeOfficer',
};
const tags = ['重点客户', '开票多', '纸质送达', '老板常出差', '零申报'];
const fees = [200_00, 260_00, 300_00, 300_00, 500_00, 800_00];

/** District and city of an address, as the tax office there is called. */
function placeOf(address: string): { region: string; tax_office: string } {
  const city = cities.find(({ name }) => address.includes(name));
  const district = city?.districts.find((name) => address.includes(name)) ?? '';
  const region = city ? `${city.name}市${district}` : '';
  return { region, tax_office: region === '' ? '' : `国家税务总局${region}税务局` };
}

/** 客户档案 of sample clients: what an office knows after a year or two. Some know little, as in every office. */
export async function addDossiers(
  db: DatabaseTransaction,
  clients: readonly SampleClient[],
  today: string,
  random: Random,
): Promise<void> {
  const dossiers: Insertable<ClientDossierTable>[] = [];
  const kinds: ClientKindTable[] = [];
  const taxes: ClientTaxTable[] = [];
  const people: Insertable<ClientPersonTable>[] = [];
  const tagged: ClientTagTable[] = [];
  clients.forEach((client, index) => {
    const client_id = client.client.client_id;
    const { kind, address } = client.enterprise;
    const founded = addDays(today, -random.between(500, 4000));
    const lead = client.assignments[0]?.handler_id ?? null;
    dossiers.push({
      client_id,
      ...placeOf(address),
      founded,
      licence_from: founded,
      licence_until: null,
      licence_always: true,
      capital: random.pick([10, 50, 100, 200, 500]) * 10_000_00,
      capital_due: addDays(founded, 20 * 365),
      credit_level: random.pick(['A', 'B', 'B', 'B', 'M', 'M', '']),
      lead_id: lead,
      assistant_id: client.assignments[1]?.handler_id ?? null,
      field_id: null,
      seal_number: random.chance(0.3) ? `柜${random.between(1, 6)}-${random.between(1, 40)}` : '',
      paper_number: `D-${String(index + 1).padStart(4, '0')}`,
      fee: random.pick(fees),
      billing: random.pick(['monthly', 'quarterly', 'yearly']),
      fee_note: '',
      service_from: null,
    });
    // One in ten of the general ones was small-scale before, and files by month since it is general.
    const became =
      kind === 'general' && random.chance(0.1) ? `${addDays(today, -random.between(200, 420)).slice(0, 7)}-01` : null;
    if (became !== null) kinds.push({ client_id, id: 'k1', since: became, kind: 'general' });
    let position = 0;
    const add = (tax: TaxCode, every: string, since: string, until: string | null = null): void => {
      taxes.push({ client_id, id: `t${position + 1}`, position, tax, own_tax: '', every, since, until });
      position += 1;
    };
    for (const tax of ['vat', ...withVat] as const) {
      if (became !== null) add(tax, 'quarterly', founded, addDays(became, -1));
      add(tax, kind === 'general' ? 'monthly' : 'quarterly', became ?? founded);
    }
    add('corporateIncome', 'quarterly', founded);
    add('incomeWithheld', 'monthly', founded);
    add('stamp', random.chance(0.7) ? 'quarterly' : 'perAct', founded);
    add('statements', 'quarterly', founded);
    client.handlers.forEach(({ person, realName, handler }, place) =>
      people.push({
        client_id,
        id: `p${place + 1}`,
        position: place,
        name: person.name,
        person_roles: [roles[handler.capacity] ?? 'handler'],
        id_type: person.id_type,
        id_number: person.id_number,
        mobiles: realName ? [realName.mobile] : [],
        note: '',
      }),
    );
    for (const tag of tags) if (random.chance(0.08)) tagged.push({ client_id, tag });
  });
  await addRows(db, 'client_dossier', dossiers);
  await addRows(db, 'client_kind', kinds);
  await addRows(db, 'client_tax', taxes);
  await addRows(db, 'client_person', people);
  await addRows(db, 'client_tag', tagged);
}
