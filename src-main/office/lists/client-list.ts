import type { z } from 'zod';
import {
  agreementStateTexts,
  clientListColumns,
  dossierListColumns,
  serviceText,
  taxpayerKindTexts,
  type ClientListColumn,
  type DossierListColumn,
} from '@contract/client-words.ts';
import type { clientSearchSchema } from '@contract/clients.ts';
import type { ListFormat } from '@contract/list-files.ts';
import { minuteOf } from '@contract/calendar.ts';
import { Refusal } from '@contract/errors.ts';
import type { Acts } from '../../bureau/act/acts.ts';
import { attempting } from '../../bureau/act/refused-act.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import type { Database } from '../../store/schema/index.ts';
import type { Clients } from '../clients/clients.ts';
import type { ShownClient } from '../clients/client-rows.ts';
import { dossierColumnsOf } from './dossier-list.ts';
import { listFile, type ListFile } from './list-file.ts';

export interface ClientListQuestion extends Omit<z.output<typeof clientSearchSchema>, 'offset' | 'limit' | 'withFile'> {
  columns: readonly (ClientListColumn | DossierListColumn)[];
  format: ListFormat;
  /** Only these, whatever the search asks for. */
  clientIds?: readonly string[] | undefined;
}

/** Rows read at a time, so that others are served in between. */
const chunk = 500;

const cellOf: Readonly<Record<ClientListColumn, (shown: ShownClient) => string>> = {
  name: ({ row }) => row.name,
  taxpayerId: ({ row }) => row.taxpayerId,
  taxpayerKind: ({ row }) => taxpayerKindTexts[row.taxpayerKind],
  agreement: ({ row }) => agreementStateTexts[row.agreement.state],
  firstDay: ({ row }) => row.agreement.firstDay ?? '',
  lastDay: ({ row }) => row.agreement.lastDay ?? '',
  service: ({ row }) => serviceText(row.stopped),
  assigned: ({ row }) => row.assigned.map(({ name }) => name).join('、'),
  lastEntered: ({ row }) => (row.lastEnteredAt === null ? '' : minuteOf(row.lastEnteredAt)),
  address: ({ client }) => client.address,
  contact: ({ client }) => client.contact,
  note: ({ client }) => client.note,
};

/** The list of clients as a file for a spreadsheet; the trail records who takes one. */
export class ClientList {
  constructor(
    private readonly acts: Acts,
    private readonly clients: Clients,
    private readonly db: Database,
  ) {}

  /**
   * Every client that is found (H5: in the scope of whoever asks), in the order of the list.
   * @returns the file as base64, and how many clients it names
   * @throws Refusal NOT_FOUND when nothing is found
   */
  async file(staff: StaffActor, { columns, format, clientIds, ...asked }: ClientListQuestion): Promise<ListFile> {
    const attempted = { act: 'clients.export', text: '导出客户名单', by: staff, origin: staff.origin };
    return attempting(attempted, async () => {
      const everything = clientIds ? { query: '', filter: { service: 'all' as const } } : {};
      const found = await this.clients.find(staff, {
        ...asked,
        ...everything,
        withFile: false,
        offset: 0,
        limit: Number.MAX_SAFE_INTEGER,
      });
      const ticked = clientIds && new Set(clientIds);
      const ids = ticked ? found.ids.filter((id) => ticked.has(id)) : found.ids;
      if (ids.length === 0)
        throw new Refusal('NOT_FOUND', '没有符合条件的客户可以导出，请先更改检索条件。', { link: 'state' });
      const chosen = (Object.keys(clientListColumns) as ClientListColumn[]).filter((column) =>
        columns.includes(column),
      );
      const dossiers = await dossierColumnsOf(
        this.db,
        staff.agencyId,
        (Object.keys(dossierListColumns) as DossierListColumn[]).filter((column) => columns.includes(column)),
      );
      const rows: string[][] = [];
      for (let from = 0; from < ids.length; from += chunk) {
        const some = ids.slice(from, from + chunk);
        const cellsOf = await dossiers.cells(some);
        for (const shown of await this.clients.shown(staff, some))
          rows.push([...chosen.map((column) => cellOf[column](shown)), ...cellsOf(shown.row.clientId)]);
      }
      const headings = [...chosen.map((column) => clientListColumns[column]), ...dossiers.headings];
      return listFile(this.acts, staff, { act: attempted.act, title: '客户名单', unit: '户', headings, rows }, format);
    });
  }
}
