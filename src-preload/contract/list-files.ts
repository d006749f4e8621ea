import { z } from 'zod';

/** How a list leaves the program: a workbook, text, or the rows themselves for the print dialog. */
export const listFormatSchema = z.enum(['xlsx', 'csv', 'print']);
export type ListFormat = z.infer<typeof listFormatSchema>;

export const listFileSchema = z.object({
  /** The file; empty for `print`. */
  base64: z.string(),
  rows: z.number().int(),
  /** For `print`. */
  table: z.object({ headings: z.array(z.string()), rows: z.array(z.array(z.string())) }).nullable(),
});
