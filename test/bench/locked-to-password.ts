/**
 * A process of its own: from locked to one remembered agreement password in hand, with the product's code. Bundled by
 * locked-to-password.bench.ts. Arguments: data folder, handler id, taxpayer id of the client. The personal password comes on stdin. Prints
 * the password.
 */
import { createDatabaseKeys } from '../../src-main/keys/database-key.ts';
import { createKeychain } from '../../src-main/keys/keychain.ts';
import { createPasswordHasher } from '../../src-main/keys/password.ts';
import { storeFiles } from '../../src-main/store/store-files.ts';

const [folder = '', handlerId = '', taxpayerId = ''] = process.argv.slice(2);
const hasher = createPasswordHasher();
const files = storeFiles(folder);
// The keychain is another process: it is asked first, and the store's code is loaded while it answers.
const opened = createDatabaseKeys({ file: files.keyFile, keychain: createKeychain(), hasher }).load();
const { recallFrom } = await import('./support/recall.ts');
process.stdout.write(`${await recallFrom(files.database, opened, hasher, { handlerId, taxpayerId })}\n`);
