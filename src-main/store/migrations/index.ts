import { bureauTables } from './0001-bureau.sqlite.ts';
import { officeTables } from './0002-office.sqlite.ts';
import { sessionIndexes } from './0003-session-indexes.sqlite.ts';
import { enterpriseTables } from './0004-enterprise.sqlite.ts';

/** Every migration in order; a number is never reused nor changed once landed. */
export const migrations = [bureauTables, officeTables, sessionIndexes, enterpriseTables];
