import { expect } from 'vitest';
import { clientSearchSchema } from '@contract/clients.ts';
import { importLayoutSchema, type ImportLayout } from '@contract/imports.ts';
import type { StaffActor } from '../../../src-main/bureau/ground/actors.ts';
import type { TableSource } from '../../../src-main/office/imports/table.ts';
import type { TestOffice } from './fixture.ts';

/** A text as it is pasted, with the clipboard's table behind it. */
export const pasted = (text: string, html = ''): TableSource => ({
  kind: 'text',
  bytes: new TextEncoder().encode(text + html),
  textBytes: Buffer.byteLength(text),
});
/** A file as it is chosen; reading takes the bytes away, so that they are a copy. */
export const chosen = (bytes: Uint8Array, fileName = '客户.xlsx'): TableSource => ({
  kind: 'file',
  fileName,
  bytes: new Uint8Array(bytes),
});
const sourceOf = (from: string | { name: string; bytes: Uint8Array } | TableSource): TableSource =>
  typeof from === 'string' ? pasted(from) : 'kind' in from ? from : chosen(from.bytes, from.name);

/** Uploads a text as a page does, in one piece. @param imports of a router's client */
export async function uploadedText(
  { upload }: { upload(piece: { upload: null; at: number; total: number; piece: File }): Promise<{ upload: string }> },
  text: string,
) {
  const piece = new File([text], 'piece');
  const { upload: id } = await upload({ upload: null, at: 0, total: piece.size, piece });
  return { kind: 'text' as const, upload: id, textBytes: piece.size };
}

/** Reads a table as the admin of a test's office and looks at it; what the page can do next hangs on the answer. */
export async function lookAt(
  test: TestOffice,
  from: string | { name: string; bytes: Uint8Array } | TableSource,
  layout: ImportLayout = {},
  as?: StaffActor,
) {
  const zhao = as ?? (await test.signIn('zhao'));
  const { imports, clients } = test.engine.office;
  const opened = await imports.open(zhao, sourceOf(from));
  const look = async (wanted: ImportLayout) => {
    const preview = await imports.preview(zhao, opened.book, importLayoutSchema.parse(wanted));
    return {
      ...opened,
      ...preview,
      /** Looks anew, laid out in another way. */
      again: (next: ImportLayout) => look(next),
      cells: async (line: number) =>
        (await imports.record(zhao, preview.preview, line)).cells.map(({ value }) => value),
      beside: async (line: number) => (await imports.record(zhao, preview.preview, line)).beside,
      mend: async (line: number, cells: { column: number; value: string }[], drop = false) => {
        imports.mend(zhao, { preview: preview.preview, line, cells, drop });
        return look(wanted);
      },
      unmend: async () => {
        imports.unmend(zhao, opened.book);
        return look(wanted);
      },
      run: async (functions?: readonly string[]) => {
        const { work } = imports.run(zhao, preview.preview, functions);
        await expect.poll(() => imports.result(work).done, { timeout: 20_000 }).toBe(true);
        await expect.poll(() => test.engine.office.work.list('zhao')[0]?.state).not.toBe('running');
        return imports.result(work);
      },
      /** The client of a name as the office has it. */
      client: async (name: string) => {
        const { rows } = await clients.search(zhao, clientSearchSchema.parse({ query: name }));
        const row = rows.find((one) => one.name === name);
        if (!row) throw new Error(`${name} is no client`);
        return clients.get(zhao, row.clientId);
      },
    };
  };
  return look(layout);
}
