import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createDesk } from '../../../src-main/desk/create-desk.ts';
import type { Desk } from '../../../src-main/desk/desk.ts';
import { createKeychain } from '../../../src-main/keys/keychain.ts';

export const passphrase = '盛京 秋日 读书 8';
export const office = {
  agency: { name: '沈阳清禾税务师事务所', taxpayerId: '91210192MAYJF6HQ56', password: 'Jigou-Neu-12' },
  admin: {
    name: '林静',
    capacity: 'legalRepresentative' as const,
    idType: 'residentIdentityCard' as const,
    idNumber: '11010519491231002X',
    mobile: '15400000001',
    personalPassword: 'Renyuan-Neu-3',
  },
  ruleSet: 'liaoning-2020' as const,
};

/** A machine without a keychain, as Linux without libsecret is. */
export const noKeychain = () => createKeychain({ load: () => Promise.reject(new Error('no libsecret')) });

export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'desk-own-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export async function desk(dataDir: string, world: string | null = null): Promise<Desk> {
  const opened = await createDesk({ dataDir, world, host: 'test', version: '0.1.0', keychain: noKeychain() });
  onTestFinished(() => opened.close());
  return opened;
}

/** Uploads a backup as a page does, in pieces of 100 KB. */
export async function uploaded(to: Desk, file: Uint8Array): Promise<string> {
  let upload: string | null = null;
  for (let at = 0; upload === null || at < file.length; at += 100_000)
    upload = await to.takeBackupPiece('w', { upload, at, total: file.length, bytes: file.subarray(at, at + 100_000) });
  return upload;
}

export async function login(open: Desk): Promise<{ handlerId: string; wrapKey: Buffer | null }> {
  const { signIn } = open.engine().bureau;
  const caller = { window: 'w', origin: 'test' };
  const flow = await signIn.firm({ taxpayerId: office.agency.taxpayerId, password: office.agency.password }, caller);
  const handlerId = flow.staff[0]?.handlerId ?? '';
  return signIn.staff(
    { flow: flow.flow, handlerId, proof: { kind: 'password', password: office.admin.personalPassword } },
    caller,
  );
}
