import { sql, type Expression, type SqlBool } from 'kysely';

/** Whether a column contains this exact text: special characters of LIKE (%, _ and the backslash) are searched literally. Latin letters match in either case. */
export const holds = (column: Expression<string | null>, text: string) =>
  sql<SqlBool>`${column} like ${`%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`} escape '\\'`;
