import type { ListFormat } from '@contract/list-files.ts';

type FileFormat = Exclude<ListFormat, 'print'>;

const types: Readonly<Record<FileFormat, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv;charset=utf-8',
};

/** A spreadsheet from the engine. @param base64 its bytes */
export const spreadsheetFile = (base64: string, format: FileFormat): Blob =>
  new Blob([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))], { type: types[format] });
