import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import keytar from 'keytar';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { createDatabaseKeys } from '../../../src-main/keys/database-key.ts';
import { createKeychain } from '../../../src-main/keys/keychain.ts';
import { createPasswordHasher, testParameters } from '../../../src-main/keys/password.ts';
import { createRecoverySecret } from '../../../src-main/keys/recovery-key.ts';
import { startChild } from '../../durability/child.ts';
import { temporaryFolder } from '../store/fixture.ts';

const hasher = createPasswordHasher(testParameters, { belowFloor: 'tests' });
const refused = (code: string) => expect.objectContaining({ name: 'Refusal', code });
const passphrase = '沈阳的雨下了一整夜 2020';
const recovery = createRecoverySecret();
const service = 'agency-desk';

/**
 * Against a real gnome-keyring on a session bus of its own, set up by test/with-keyring.sh, which says so with DESK_KEYRING=1. There, a
 * keyring that does not answer fails these tests.
 */
describe.runIf(process.env['DESK_KEYRING'] === '1')('the keychain, with gnome-keyring', () => {
  const keychain = createKeychain();
  const made: string[] = [];
  afterEach(async () => {
    for (const account of made.splice(0)) await keytar.deletePassword(service, account);
  });

  async function newKeys() {
    const file = join(await temporaryFolder(), 'desk.key.json');
    return { file, keys: createDatabaseKeys({ file, keychain, hasher }) };
  }
  async function keptInKeychain() {
    const one = await newKeys();
    const opened = await one.keys.create({ backend: 'keychain' }, recovery);
    made.push(opened.storeId);
    return { ...one, opened };
  }

  it('is there, and its probe leaves nothing behind', async () => {
    expect(await keychain.status()).toEqual({ available: true });
    expect(await keytar.findCredentials(service)).toEqual([]);
  });

  it('keeps the database key, and the key file does not', async () => {
    const { file, keys, opened } = await keptInKeychain();
    expect(await createDatabaseKeys({ file, keychain: createKeychain(), hasher }).load()).toEqual(opened);
    expect(await keys.record()).toMatchObject({ backend: 'keychain', hasRecovery: true });
    const text = await readFile(file, 'utf8');
    expect(text).not.toContain(opened.key.toString('base64'));
    expect(JSON.parse(text)).toMatchObject({ wrapped: null });
  });

  it('tells an entry that is gone; nothing is made in its stead, and the recovery key puts it back', async () => {
    const { file, keys, opened } = await keptInKeychain();
    await keytar.deletePassword(service, opened.storeId);
    const before = await readFile(file);
    await expect(keys.load()).rejects.toEqual(refused('KEYCHAIN_UNAVAILABLE'));
    await expect(keys.load()).rejects.toThrow('用打印的恢复密钥打开');
    expect(await readFile(file)).toEqual(before);
    expect(await keytar.getPassword(service, opened.storeId)).toBeNull();
    expect(await keys.unlockWithRecovery(recovery, { backend: 'keychain' })).toEqual(opened);
    expect(await keys.load()).toEqual(opened);
  });

  it('tells an entry that is another key and does not overwrite it, until the recovery key mends it', async () => {
    const { keys, opened } = await keptInKeychain();
    const foreign = Buffer.alloc(32, 1).toString('base64');
    await keytar.setPassword(service, opened.storeId, foreign);
    await expect(keys.load()).rejects.toEqual(refused('STORE_WRONG_KEY'));
    expect(await keytar.getPassword(service, opened.storeId)).toBe(foreign);
    expect(await keys.unlockWithRecovery(recovery, { backend: 'keychain' })).toEqual(opened);
    expect(await keys.load()).toEqual(opened);
  });

  it('gives the key to a passphrase and takes it back, and keeps no entry meanwhile', async () => {
    const { keys, opened } = await keptInKeychain();
    expect(await keys.moveBackend({ backend: 'passphrase', passphrase })).toEqual({ ...opened, backend: 'passphrase' });
    expect(await keytar.getPassword(service, opened.storeId)).toBeNull();
    await expect(keys.moveBackend({ backend: 'keychain' }, '不是这个启动口令 2020')).rejects.toEqual(
      refused('PASSPHRASE_WRONG'),
    );
    expect(await keys.moveBackend({ backend: 'keychain' }, passphrase)).toEqual(opened);
    expect(await keys.load()).toEqual(opened);
  });

  it('that does not answer is given up after the time limit, and works again when it answers', async () => {
    const { keys, opened } = await keptInKeychain();
    const pid = Number(process.env['DESK_KEYRING_PID']);
    process.kill(pid, 'SIGSTOP');
    onTestFinished(() => void process.kill(pid, 'SIGCONT'));
    const impatient = createKeychain({ timeLimitMs: 300 });
    const begun = performance.now();
    expect(await impatient.status()).toEqual({ available: false, fault: 'timeLimit' });
    expect(performance.now() - begun).toBeLessThan(2_000);
    process.kill(pid, 'SIGCONT');
    expect(await keys.load()).toEqual(opened);
  });

  it('that does not answer does not keep the program from ending', async () => {
    const pid = Number(process.env['DESK_KEYRING_PID']);
    process.kill(pid, 'SIGSTOP');
    onTestFinished(() => void process.kill(pid, 'SIGCONT'));
    const child = startChild('hang-on-keychain.ts', []);
    await child.hasWritten(1);
    const begun = performance.now();
    // Ended hard: a plain exit would wait for the keychain, here for ever.
    expect(await child.ended()).toEqual({ code: null, signal: 'SIGKILL' });
    expect(performance.now() - begun).toBeLessThan(2_000);
    expect(child.lines).toEqual([JSON.stringify({ available: false, fault: 'timeLimit' })]);
  });

  // Last, because only the screen of a desktop can unlock it again.
  it('that is locked is told from an entry that is gone', async () => {
    const { keys, opened } = await keptInKeychain();
    execFileSync('gdbus', [
      'call',
      '--session',
      '--dest',
      'org.freedesktop.secrets',
      '--object-path',
      '/org/freedesktop/secrets',
      '--method',
      'org.freedesktop.Secret.Service.Lock',
      "[objectpath '/org/freedesktop/secrets/collection/login']",
    ]);
    expect(await createKeychain().status()).toEqual({ available: false, fault: 'locked' });
    await expect(keys.load()).rejects.toEqual(refused('KEYCHAIN_UNAVAILABLE'));
    await expect(keys.load()).rejects.toThrow('解锁钥匙串');
    await expect((await newKeys()).keys.create({ backend: 'keychain' }, recovery)).rejects.toEqual(
      refused('KEYCHAIN_UNAVAILABLE'),
    );
    expect(await keys.unlockWithRecovery(recovery, { backend: 'passphrase', passphrase })).toMatchObject({
      key: opened.key,
    });
  });
});
