import type { FilingRow } from '@contract/business.ts';
import { filingsOfClient } from '../../store/repositories/filings.ts';
import type { Database } from '../../store/schema/index.ts';
import type { ClientActor } from '../ground/actors.ts';
import { comparePeriods } from '../ground/period.ts';
import type { RecordMark } from '../paper/record-mark.ts';

export interface FilingsFilter {
  offset: number;
  limit: number;
  fromPeriod?: string | undefined;
  toPeriod?: string | undefined;
  state?: 'draft' | 'submitted' | undefined;
}

/** Enquiry of what one client has filed and drafted, newest period first. */
export class Filings {
  constructor(
    private readonly db: Database,
    private readonly mark: RecordMark,
  ) {}

  async list(client: ClientActor, filter: FilingsFilter): Promise<{ total: number; rows: FilingRow[] }> {
    const rows = (await filingsOfClient(this.db, client.clientId))
      .filter(
        (row) =>
          (filter.state === undefined || row.state === filter.state) &&
          (filter.fromPeriod === undefined || comparePeriods(row.period, filter.fromPeriod) >= 0) &&
          (filter.toPeriod === undefined || comparePeriods(row.period, filter.toPeriod) <= 0),
      )
      .sort((a, b) => comparePeriods(b.period, a.period) || b.saved_at - a.saved_at);
    return {
      total: rows.length,
      rows: rows.slice(filter.offset, filter.offset + filter.limit).map((row) => ({
        filingId: row.id,
        tax: '增值税',
        form: row.form,
        period: row.period,
        state: row.state,
        payable: row.payable,
        receiptNumber: row.receipt_number,
        at: new Date(row.submitted_at ?? row.saved_at).toISOString(),
        by: row.submitted_by_name ?? row.saved_by_name,
        mark: this.mark,
      })),
    };
  }
}
