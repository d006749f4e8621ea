import type { ClientFile } from '@contract/clients.ts';
import type { ClientTable } from '../../store/schema/office.ts';

/** The office's file of a client: which column holds each field. Adding, editing and reading a client go by it. */
const columns = {
  address: 'address',
  contact: 'contact',
  note: 'note',
} as const satisfies Record<keyof ClientFile, keyof ClientTable>;
type FileColumns = Pick<ClientTable, (typeof columns)[keyof ClientFile]>;

export const clientFileFields = Object.keys(columns) as (keyof ClientFile)[];

/** The file as it is stored. */
export const fileToRow = (file: ClientFile): FileColumns =>
  Object.fromEntries(clientFileFields.map((field) => [columns[field], file[field]])) as unknown as FileColumns;

/** The file of a stored client. */
export const fileFromRow = (row: FileColumns): ClientFile =>
  Object.fromEntries(clientFileFields.map((field) => [field, row[columns[field]]])) as unknown as ClientFile;
