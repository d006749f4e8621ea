import type { Migration } from '../../src-main/store/migrations/migrate.ts';

export const notes: Migration = {
  number: 1,
  name: 'notes',
  up: async (db) => {
    await db.schema
      .createTable('note')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('text', 'text')
      .execute();
  },
};
