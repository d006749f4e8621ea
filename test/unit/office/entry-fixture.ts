import { expect } from 'vitest';
import type { z } from 'zod';
import { entryChoicesSchema } from '@contract/entry-imports.ts';
import { sampleId } from './sample-sheets.ts';
import { officeWithVault, type OfficeWithVault } from './vault-fixture.ts';

const passphrase = 'Geheim-Tresor-1';
type Choices = z.input<typeof entryChoicesSchema>;

/** An office of two clients, whose names and numbers entries can have. */
export async function office(): Promise<OfficeWithVault> {
  const built = await officeWithVault();
  await built.test.addClient('jia', { name: '沈阳甲商贸有限公司', taxpayerId: sampleId(1) });
  await built.test.addClient('yi', { name: '沈阳乙商贸有限公司', taxpayerId: sampleId(2) });
  return built;
}
/** Reads a file as the admin; what the page can do next hangs on the answer. */
export async function opened(
  { test, zhao }: OfficeWithVault,
  bytes: Uint8Array,
  how: { passphrase?: string; keyFile?: Uint8Array<ArrayBuffer> } = {},
) {
  const { imports, entryImports, work } = test.engine.office;
  const upload = await imports.takePiece(zhao, {
    upload: null,
    at: 0,
    total: bytes.length,
    bytes: new Uint8Array(bytes),
  });
  const found = await entryImports.open(zhao, {
    upload,
    fileName: '密码库.kdbx',
    passphrase: how.passphrase ?? passphrase,
    keyFile: how.keyFile ?? null,
  });
  const look = async (choices: Choices = {}) =>
    (await entryImports.preview(zhao, found.book, entryChoicesSchema.parse(choices))).rows;
  const run = async (entries: number[], choices: Choices = {}) => {
    const { work: id } = await entryImports.run(zhao, found.book, entryChoicesSchema.parse(choices), entries);
    await expect.poll(() => work.list('zhao')[0]?.state, { timeout: 20_000 }).not.toBe('running');
    return entryImports.result(id);
  };
  return { ...found, look, run };
}
export async function accountsOf({ test, zhao }: OfficeWithVault, clientId: string) {
  const { secrets } = test.engine.office;
  return Promise.all(
    (await secrets.list(zhao, clientId)).map(
      async ({ kind, ownKind, person, login, site, note, validUntil, accountId }) => ({
        kind,
        ownKind,
        person,
        login,
        site,
        note,
        validUntil,
        secret: (await secrets.show(zhao, { clientId, accountId })).secret,
      }),
    ),
  );
}
export const problemOf = async (work: Promise<unknown>): Promise<{ field: string; message: string } | undefined> =>
  work.then(
    () => undefined,
    (error: { fields?: { field: string; message: string }[] }) => error.fields?.[0],
  );
