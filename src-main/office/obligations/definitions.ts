import { z } from 'zod/mini';
import { filingNames, taxNames, type Filing, type TaxCode } from '@contract/dossier-words.ts';
import file from '../../../resources/obligations/definitions.json' with { type: 'json' };

const frequency = z.enum(Object.keys(filingNames) as [Filing]);
const definitionSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  short: z.string(),
  /** The tax of the client's file that brings it; null: every client has it. */
  tax: z.nullable(z.enum(Object.keys(taxNames) as [TaxCode])),
  every: z.enum(['asFiled', 'yearly']),
  /** With `asFiled`: only of taxes filed so often. */
  frequencies: z.optional(z.array(frequency)),
  due: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('filingDay') }),
    z.strictObject({ kind: z.literal('day'), months: z.int(), day: z.int(), moves: z.boolean() }),
  ]),
  /** False: no public source names the day, so that it is only expected. */
  sure: z.boolean(),
  /** The form that this program has for it. */
  form: z.optional(z.literal('vat')),
  source: z.string(),
  /** Days within which a period ends that it is for. */
  from: z.iso.date(),
  until: z.nullable(z.iso.date()),
});
export type ObligationDefinition = z.output<typeof definitionSchema>;

/** What taxpayers have to file, in the order of the board; an obligation whose rule changed has a definition for each time. */
export const definitions: readonly ObligationDefinition[] = z.array(definitionSchema).parse(file.obligations);

/** The order of obligations on the board. */
export const orderOf: ReadonlyMap<string, number> = new Map(definitions.map(({ id }, place) => [id, place]));
