import { expect } from 'vitest';
import { accountInputSchema, type AccountInput } from '../../../src-preload/contract/client-secrets.ts';
import type { StaffActor } from '../../../src-main/bureau/ground/actors.ts';
import type { ClientSecrets } from '../../../src-main/office/secrets/client-secrets.ts';
import { officeWithVault, type OfficeWithVault } from './vault-fixture.ts';

export const day = 86_400_000;
export const marker = 'Mima-K7#秘 密 ';
export const account = (input: Partial<AccountInput> = {}): AccountInput => ({
  ...accountInputSchema.parse({ kind: 'bureauHandler', secret: marker }),
  person: '张三',
  login: '210102199001011234',
  ...input,
});
export interface Office extends OfficeWithVault {
  secrets: ClientSecrets;
}
export async function office(): Promise<Office> {
  const built = await officeWithVault();
  return { ...built, secrets: built.test.engine.office.secrets };
}
export const only = async ({ secrets }: Office, staff: StaffActor, clientId = 'hua') => {
  const rows = await secrets.list(staff, clientId);
  expect(rows).toHaveLength(1);
  return rows[0]!;
};
export const lastRecord = async ({ test }: Office, act: string) =>
  (await test.engine.bureau.trail.list({ limit: 20 })).find((row) => row.act === act);
export const open = ({
  accountId,
  revision,
  since,
  ageDays,
  validity,
  former,
  lost,
  marks,
  may,
  ...fields
}: Awaited<ReturnType<typeof only>>) => ({
  fields,
  derived: { accountId, revision, since, ageDays, validity, former, lost, marks, may },
});
