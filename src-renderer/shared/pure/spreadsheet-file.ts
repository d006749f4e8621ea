import type { ListFormat } from '@contract/clients.ts';

const types: Readonly<Record<ListFormat, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv;charset=utf-8',
};

/** A spreadsheet from the engine. @param base64 its bytes */
export const spreadsheetFile = (base64: string, format: ListFormat): Blob =>
  new Blob([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))], { type: types[format] });
