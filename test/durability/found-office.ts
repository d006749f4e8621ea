import { createDesk } from '../../src-main/desk/create-desk.ts';
import { createKeychain } from '../../src-main/keys/keychain.ts';
import { newOffice, officePassphrase } from './new-office.ts';

/** The first run: says `begun`, founds an office, says its recovery key. Argument: data folder. */
const [dataDir = ''] = process.argv.slice(2);
const desk = await createDesk({
  dataDir,
  world: null,
  host: 'test',
  version: '0.1.0',
  keychain: createKeychain({ load: () => Promise.reject(new Error('no libsecret')) }),
});
process.stdout.write('begun\n');
const { recoveryKey } = await desk.createOffice(newOffice, officePassphrase);
process.stdout.write(`${recoveryKey}\n`);
setInterval(() => {}, 1_000);
