import { readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDatabaseKeys } from '../../../src-main/keys/database-key.ts';
import { type Keytar, createKeychain, keychainNotice } from '../../../src-main/keys/keychain.ts';
import { createPasswordHasher, testParameters } from '../../../src-main/keys/password.ts';
import { createRecoverySecret } from '../../../src-main/keys/recovery-key.ts';
import { temporaryFolder } from '../store/fixture.ts';

const hasher = createPasswordHasher(testParameters, { belowFloor: 'tests' });
const refused = (code: string) => expect.objectContaining({ name: 'Refusal', code });
const passphrase = '沈阳的雨下了一整夜 2020';
const recovery = createRecoverySecret();

/** A machine without libsecret: keytar does not load. The keychain that works is tested against a real one in keychain.test.ts. */
const without = createKeychain({ load: () => Promise.reject(new Error('Failed to load keytar native addon')) });

async function keysIn(file?: string) {
  const path = file ?? join(await temporaryFolder(), 'desk.key.json');
  return { file: path, keys: createDatabaseKeys({ file: path, keychain: without, hasher }) };
}

describe('database key under a passphrase', () => {
  it('is made once, found again, and stands nowhere in the key file', async () => {
    const { file, keys } = await keysIn();
    expect(await keys.record()).toBeNull();
    const made = await keys.create({ backend: 'passphrase', passphrase }, recovery);
    expect(made.key).toHaveLength(32);
    expect(await keys.record()).toMatchObject({ storeId: made.storeId, backend: 'passphrase', hasRecovery: true });
    expect(await (await keysIn(file)).keys.load(passphrase)).toEqual(made);
    const text = await readFile(file, 'utf8');
    for (const secret of [
      made.key.toString('base64'),
      made.key.toString('hex'),
      passphrase,
      recovery.toString('base64'),
    ])
      expect(text).not.toContain(secret);
    expect(await readdir(dirname(file))).toEqual(['desk.key.json']);
  });

  it('is not opened by another passphrase, nor without one, and the two are told apart', async () => {
    const { file, keys } = await keysIn();
    await keys.create({ backend: 'passphrase', passphrase }, recovery);
    const before = await readFile(file);
    await expect(keys.load('沈阳的雨下了一整夜 2021')).rejects.toEqual(refused('PASSPHRASE_WRONG'));
    await expect(keys.load()).rejects.toEqual(refused('DESK_NOT_OPEN'));
    expect(await readFile(file)).toEqual(before);
  });

  it('is not made over one that is there', async () => {
    const { file, keys } = await keysIn();
    await keys.create({ backend: 'passphrase', passphrase }, recovery);
    const before = await readFile(file);
    await expect(keys.create({ backend: 'passphrase', passphrase }, recovery)).rejects.toEqual(refused('CONFLICT'));
    expect(await readFile(file)).toEqual(before);
  });

  it("is made by one of two that try at once, and opens with that one's passphrase", async () => {
    const { file, keys } = await keysIn();
    const tries = await Promise.allSettled([
      keys.create({ backend: 'passphrase', passphrase }, recovery),
      (await keysIn(file)).keys.create({ backend: 'passphrase', passphrase }, recovery),
    ]);
    const [made] = tries.filter((one) => one.status === 'fulfilled');
    const [lost] = tries.filter((one) => one.status === 'rejected');
    expect(lost?.reason).toEqual(refused('CONFLICT'));
    expect(await keys.load(passphrase)).toEqual(made?.value);
    expect(await readdir(dirname(file))).toEqual(['desk.key.json']);
  });

  it.each(['短', '123456789', 'aaaaaaaaaaaaaa'])('is not put under a weak passphrase: %s', async (weak) => {
    const { keys } = await keysIn();
    await expect(keys.create({ backend: 'passphrase', passphrase: weak }, recovery)).rejects.toEqual(
      refused('PASSWORD_POLICY'),
    );
    expect(await keys.record()).toBeNull();
  });

  it('needs a recovery key in an office', async () => {
    const { keys } = await keysIn();
    await expect(keys.create({ backend: 'passphrase', passphrase }, null)).rejects.toThrow(RangeError);
  });

  it('changes its passphrase only to who knows the present one', async () => {
    const { keys } = await keysIn();
    const { key } = await keys.create({ backend: 'passphrase', passphrase }, recovery);
    await expect(keys.changePassphrase('大连的雨下了一整夜 2020', '鞍山的雪下了一整夜 2020')).rejects.toEqual(
      refused('PASSPHRASE_WRONG'),
    );
    await expect(keys.changePassphrase(passphrase, '短')).rejects.toEqual(refused('PASSWORD_POLICY'));
    await keys.changePassphrase(passphrase, '鞍山的雪下了一整夜 2020');
    await expect(keys.load(passphrase)).rejects.toEqual(refused('PASSPHRASE_WRONG'));
    expect((await keys.load('鞍山的雪下了一整夜 2020')).key).toEqual(key);
  });

  it('is wrapped again when the cost was raised', async () => {
    const { file, keys } = await keysIn();
    const { key } = await keys.create({ backend: 'passphrase', passphrase }, recovery);
    const raised = createPasswordHasher({ memoryKiB: 512, passes: 2, lanes: 1 }, { belowFloor: 'tests' });
    const later = createDatabaseKeys({ file, keychain: without, hasher: raised });
    expect((await later.load(passphrase)).key).toEqual(key);
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ wrapped: { memoryKiB: 512, passes: 2 } });
    expect((await keys.load(passphrase)).key).toEqual(key);
  });
});

describe('recovery', () => {
  it('opens when the passphrase is forgotten, and puts the key under a new one', async () => {
    const { file, keys } = await keysIn();
    const { key } = await keys.create({ backend: 'passphrase', passphrase }, recovery);
    const before = await readFile(file);
    await expect(
      keys.unlockWithRecovery(createRecoverySecret(), { backend: 'passphrase', passphrase }),
    ).rejects.toEqual(refused('RECOVERY_KEY_WRONG'));
    expect(await readFile(file)).toEqual(before);
    expect(
      (await keys.unlockWithRecovery(recovery, { backend: 'passphrase', passphrase: '鞍山的雪下了一整夜 2020' })).key,
    ).toEqual(key);
    expect((await keys.load('鞍山的雪下了一整夜 2020')).key).toEqual(key);
    expect((await keys.unlockWithRecovery(recovery, { backend: 'passphrase', passphrase })).key).toEqual(key);
  });

  it('works with the newest printed key only', async () => {
    const { keys } = await keysIn();
    const { key } = await keys.create({ backend: 'passphrase', passphrase }, recovery);
    const next = createRecoverySecret();
    await expect(keys.renewRecovery(Buffer.alloc(32), next)).rejects.toEqual(refused('STORE_WRONG_KEY'));
    await keys.renewRecovery(key, next);
    await expect(keys.unlockWithRecovery(recovery, { backend: 'passphrase', passphrase })).rejects.toEqual(
      refused('RECOVERY_KEY_WRONG'),
    );
    expect((await keys.unlockWithRecovery(next, { backend: 'passphrase', passphrase })).key).toEqual(key);
  });
});

describe('a training world', () => {
  it('opens with the passphrase that its definition states, and has no recovery key', async () => {
    const { keys } = await keysIn();
    const made = await keys.create({ backend: 'world', passphrase: 'demo' }, null);
    expect(await keys.load('demo')).toEqual(made);
    expect(await keys.record()).toMatchObject({ backend: 'world', hasRecovery: false });
    await expect(keys.unlockWithRecovery(recovery, { backend: 'world', passphrase: 'demo' })).rejects.toEqual(
      refused('RECOVERY_KEY_WRONG'),
    );
    await expect(keys.changePassphrase('demo', passphrase)).rejects.toEqual(refused('CONFLICT'));
  });
});

describe('the key file', () => {
  it.each([
    ['', 'STORE_DAMAGED'],
    ['{', 'STORE_DAMAGED'],
    ['{"format":"agency-desk-key","version":1}', 'STORE_DAMAGED'],
    ['{"format":"agency-desk-key","version":2,"anything":true}', 'STORE_FROM_FUTURE'],
  ])('that reads %j is refused and left as it is', async (text, code) => {
    const { file, keys } = await keysIn();
    await writeFile(file, text);
    for (const work of [
      () => keys.record(),
      () => keys.load(passphrase),
      () => keys.create({ backend: 'passphrase', passphrase }, recovery),
    ]) {
      await expect(work()).rejects.toEqual(refused(code));
    }
    expect(await readFile(file, 'utf8')).toBe(text);
  });

  it('that is missing is told', async () => {
    await expect((await keysIn()).keys.load(passphrase)).rejects.toEqual(refused('NOT_FOUND'));
  });

  it('of which a wrapped key was swapped for another store is told, never taken', async () => {
    const [one, other] = [await keysIn(), await keysIn()];
    await one.keys.create({ backend: 'passphrase', passphrase }, recovery);
    await other.keys.create({ backend: 'passphrase', passphrase }, recovery);
    const [first, second] = [
      JSON.parse(await readFile(one.file, 'utf8')),
      JSON.parse(await readFile(other.file, 'utf8')),
    ];
    await writeFile(one.file, JSON.stringify({ ...first, wrapped: second.wrapped }));
    await expect(one.keys.load(passphrase)).rejects.toEqual(refused('PASSPHRASE_WRONG'));
    await writeFile(one.file, JSON.stringify({ ...first, check: second.check }));
    await expect(one.keys.load(passphrase)).rejects.toEqual(refused('STORE_WRONG_KEY'));
  });
});

describe('a machine without a keychain', () => {
  it('says so when the record names the keychain, changes nothing, and the recovery key mends it', async () => {
    const { file, keys } = await keysIn();
    const { key } = await keys.create({ backend: 'passphrase', passphrase }, recovery);
    // As it would stand after the data folder moved here from a machine with a keychain.
    const record = { ...JSON.parse(await readFile(file, 'utf8')), backend: 'keychain', wrapped: null };
    await writeFile(file, JSON.stringify(record));
    await expect(keys.load()).rejects.toEqual(refused('KEYCHAIN_UNAVAILABLE'));
    await expect(keys.load()).rejects.toThrow(/libsecret.*恢复密钥/);
    await expect(keys.unlockWithRecovery(recovery, { backend: 'keychain' })).rejects.toEqual(
      refused('KEYCHAIN_UNAVAILABLE'),
    );
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(record);
    expect(await keys.unlockWithRecovery(recovery, { backend: 'passphrase', passphrase })).toMatchObject({
      key,
      backend: 'passphrase',
    });
    expect((await keys.load(passphrase)).key).toEqual(key);
  });

  it('is asked once by many who want to know at once, and again later', async () => {
    let asked = 0;
    const keychain = createKeychain({
      load: () => {
        asked += 1;
        return Promise.reject(new Error('no libsecret'));
      },
    });
    await Promise.all(Array.from({ length: 20 }, () => keychain.status()));
    await keychain.status();
    expect(asked).toBe(1);
    await expect(keychain.read('a')).rejects.toMatchObject({ fault: 'noLibrary' });
    expect(asked).toBe(2);
  });

  it('is told on the status page only when the key is recorded there', async () => {
    const status = await without.status();
    expect(status).toEqual({ available: false, fault: 'noLibrary' });
    expect(keychainNotice('keychain', status)).toMatch(/libsecret.*恢复密钥/);
    expect([
      keychainNotice('passphrase', status),
      keychainNotice(null, status),
      keychainNotice('keychain', { available: true }),
    ]).toEqual([null, null, null]);
  });

  it('refuses to move the key there, and leaves it where it is', async () => {
    const { keys } = await keysIn();
    await keys.create({ backend: 'passphrase', passphrase }, recovery);
    await expect(keys.moveBackend({ backend: 'keychain' }, passphrase)).rejects.toEqual(
      refused('KEYCHAIN_UNAVAILABLE'),
    );
    expect(await keys.record()).toMatchObject({ backend: 'passphrase' });
    expect((await keys.load(passphrase)).backend).toBe('passphrase');
  });

  it('does not wait for a keychain that hangs, nor asks it twice at once, nor does later what was given up', async () => {
    const listeners = process.listenerCount('exit');
    const asked: string[] = [];
    let answer: (value: null) => void = () => {};
    const hanging: Keytar = {
      getPassword: () =>
        new Promise((resolve) => {
          asked.push('get');
          answer = resolve;
        }),
      setPassword: async () => void asked.push('set'),
      deletePassword: async () => false,
    };
    const keychain = createKeychain({ load: async () => hanging, timeLimitMs: 30 });
    await expect(keychain.read('a')).rejects.toMatchObject({ fault: 'timeLimit' });
    await expect(keychain.write('a', 'secret')).rejects.toMatchObject({ fault: 'timeLimit' });
    expect(await keychain.status()).toEqual({ available: false, fault: 'timeLimit' });
    expect(process.listenerCount('exit')).toBe(listeners + 1);
    answer(null);
    await new Promise((resolve) => setImmediate(resolve));
    expect(asked).toEqual(['get']);
    expect(process.listenerCount('exit')).toBe(listeners);
  });
});
