import { createKeychain } from '../../src-main/keys/keychain.ts';

/** Asks a keychain that does not answer, says what it got, and ends. */
const status = await createKeychain({ timeLimitMs: 500 }).status();
process.stdout.write(`${JSON.stringify(status)}\n`);
process.exit(0);
