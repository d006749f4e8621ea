import { sql, type Expression, type SqlBool } from 'kysely';

/** Whether a column holds this text as it stands: what has a meaning in LIKE (%, _ and the backslash) is looked for like any other sign. Case does not count for Latin letters. */
export const holds = (column: Expression<string | null>, text: string) =>
  sql<SqlBool>`${column} like ${`%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`} escape '\\'`;
