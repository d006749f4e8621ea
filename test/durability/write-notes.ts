import { notes } from './notes.ts';
import { openStore } from '../../src-main/store/open.ts';

/** Writes notes, some a commit, and says the last number only when it was committed. Arguments: database file, key in hex, notes a commit. */
const [file = '', key = '', each = '1'] = process.argv.slice(2);
const store = await openStore<{ note: { id: number; text: string } }>({
  file,
  key: Buffer.from(key, 'hex'),
  migrations: [notes],
  create: true,
});
const last = await store.db
  .selectFrom('note')
  .select((select) => select.fn.max('id').as('id'))
  .executeTakeFirst();
for (let id = Number(last?.id ?? 0) + 1; ; id += Number(each)) {
  await store.db.transaction().execute(async (transaction) => {
    const rows = Array.from({ length: Number(each) }, (_, index) => ({
      id: id + index,
      text: `${id + index}:`.padEnd(3_000, 'x'),
    }));
    await transaction.insertInto('note').values(rows).execute();
  });
  process.stdout.write(`${id + Number(each) - 1}\n`);
}
