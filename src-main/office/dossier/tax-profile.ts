import type { TaxProfile } from '@contract/client-dossier.ts';
import { taxNameOf, type Filing, type TaxCode } from '@contract/dossier-words.ts';
import { addDays } from '../../bureau/ground/calendar.ts';
import { kindsOf, taxesOf } from '../../store/repositories/client-dossiers.ts';
import { enterpriseById } from '../../store/repositories/identity.ts';
import type { Database } from '../../store/schema/index.ts';

type Kind = TaxProfile['kinds'][number]['kind'];

/** What a dossier knows of a client's taxes, for all time. */
export interface TaxHistory {
  /** The kind on record: what the client is, as long as no change is known. */
  recorded: Kind;
  /** Changes of the kind, in any order; a day has one at most. */
  kinds: readonly { since: string; kind: Kind }[];
  /** `until`: last day; null: it goes on. */
  taxes: readonly { tax: TaxCode; ownTax: string; every: Filing; since: string; until: string | null }[];
}

/** First and last day of a period: `2026-05`, `2026-Q2`, `2026-H1` or `2026`. */
export function daysOfPeriod(period: string): { firstDay: string; lastDay: string } {
  const year = period.slice(0, 4);
  const months = { Q: 3, H: 6 }[period[5] ?? ''];
  const part = Number(period.slice(months === undefined ? 5 : 6));
  const [first, last] =
    period.length === 4 ? [1, 12] : months === undefined ? [part, part] : [part * months - months + 1, part * months];
  const next = last === 12 ? `${String(Number(year) + 1).padStart(4, '0')}-01` : `${year}-${twoDigits(last + 1)}`;
  return { firstDay: `${year}-${twoDigits(first)}-01`, lastDay: addDays(`${next}-01`, -1) };
}
const twoDigits = (number: number): string => String(number).padStart(2, '0');

/**
 * What a client is and files on each day of a period. A change of the kind holds from its day on; before the first known change the client was of the
 * other kind, as there are two. Every tax has the days of the period on which it is to be filed so, both ends included.
 */
export function taxProfile(history: TaxHistory, period: string): TaxProfile {
  const { firstDay, lastDay } = daysOfPeriod(period);
  const changes = [...history.kinds].sort((a, b) => (a.since < b.since ? -1 : 1));
  const first = changes[0];
  const before: Kind = first === undefined ? history.recorded : first.kind === 'general' ? 'smallScale' : 'general';
  const kinds: TaxProfile['kinds'] = [];
  [{ since: '0000-01-01', kind: before }, ...changes].forEach(({ since, kind }, index) => {
    const following = changes[index];
    const from = since > firstDay ? since : firstDay;
    const end = following === undefined ? lastDay : addDays(following.since, -1);
    const to = end < lastDay ? end : lastDay;
    if (from <= to) kinds.push({ kind, from, to });
  });
  const taxes = history.taxes.flatMap((row) => {
    const from = row.since > firstDay ? row.since : firstDay;
    const to = row.until !== null && row.until < lastDay ? row.until : lastDay;
    return from <= to ? [{ tax: row.tax, name: taxNameOf(row), every: row.every, from, to }] : [];
  });
  return { firstDay, lastDay, kinds, taxes };
}

/** The {@link taxProfile} of a client by its dossier, or undefined for an unknown client. @param period `2026-05`, `2026-Q2` or `2026` */
export async function taxProfileOf(db: Database, clientId: string, period: string): Promise<TaxProfile | undefined> {
  const enterprise = await enterpriseById(db, clientId);
  if (!enterprise) return undefined;
  const taxes = await taxesOf(db, clientId);
  return taxProfile(
    {
      recorded: enterprise.kind,
      kinds: await kindsOf(db, clientId),
      taxes: taxes.map((row) => ({
        tax: row.tax as TaxCode,
        ownTax: row.own_tax,
        every: row.every as Filing,
        since: row.since,
        until: row.until,
      })),
    },
    period,
  );
}
