import fc from 'fast-check';
import type { z } from 'zod';

/** Values that a field of this name gets, where its schema asks for more than its shape. */
export type Known = Readonly<Record<string, fc.Arbitrary<unknown>>>;

interface Def {
  type: string;
  innerType?: z.ZodType;
  element?: z.ZodType;
  shape?: Record<string, z.ZodType>;
  options?: z.ZodType[];
  entries?: Record<string, unknown>;
  values?: unknown[];
  in?: z.ZodType;
  out?: z.ZodType;
  valueType?: z.ZodType;
  items?: z.ZodType[];
  getter?: () => z.ZodType;
  format?: string;
}
const defOf = (schema: z.ZodType): Def => (schema as unknown as { _zod: { def: Def } })._zod.def;
interface Bag {
  minimum?: number;
  maximum?: number;
  format?: string;
}
const bagOf = (schema: z.ZodType): Bag => (schema as unknown as { _zod: { bag: Bag } })._zod.bag;

/** Inputs of the shape that a schema asks for. @param name of the field, for {@link Known}. @throws Error for a kind of schema that this does not know */
export function inputsOf(schema: z.ZodType, known: Known, name = ''): fc.Arbitrary<unknown> {
  const def = defOf(schema);
  const named = known[name];
  if (named !== undefined && !['optional', 'default', 'nullable', 'object', 'array', 'union'].includes(def.type))
    return named;
  const inner = (): fc.Arbitrary<unknown> => {
    if (!def.innerType) throw new Error(`${def.type} of ${name} without an inner type`);
    return inputsOf(def.innerType, known, name);
  };
  switch (def.type) {
    case 'optional':
    case 'default':
    case 'prefault':
      return fc.option(inner(), { nil: undefined, freq: 2 });
    case 'nullable':
      return fc.option(inner(), { nil: null });
    case 'readonly':
    case 'nonoptional':
    case 'catch':
      return inner();
    case 'object':
      return fc.record(
        Object.fromEntries(Object.entries(def.shape ?? {}).map(([key, field]) => [key, inputsOf(field, known, key)])),
      );
    case 'array': {
      if (!def.element) throw new Error(`array ${name} without an element`);
      return fc.array(inputsOf(def.element, known, name), {
        minLength: Math.max(1, bagOf(schema).minimum ?? 0),
        maxLength: 3,
      });
    }
    case 'record':
      return fc.constant({});
    case 'union':
      return fc.oneof(...(def.options ?? []).map((option) => inputsOf(option, known, name)));
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries ?? {}));
    case 'literal':
      return fc.constantFrom(...(def.values ?? []));
    case 'boolean':
      return fc.boolean();
    case 'number':
    case 'int': {
      const { minimum = 0, maximum = 1000 } = bagOf(schema);
      const [min, max] = [Math.max(minimum, -1000), Math.min(maximum, 1_000_000)];
      return fc.integer({ min: Math.ceil(min), max: Math.max(Math.ceil(min), Math.floor(max)) });
    }
    case 'string':
      return textOf(bagOf(schema), def.format);
    case 'pipe':
    case 'transform': {
      if (!def.in) throw new Error(`pipe ${name} without an entrance`);
      return inputsOf(def.in, known, name);
    }
    case 'file':
      return fc.constant(new File([new Uint8Array([1, 2, 3])], 'x.deskbackup'));
    case 'void':
    case 'undefined':
      return fc.constant(undefined);
    case 'custom':
    case 'unknown':
    case 'any':
      return fc.constant({});
    default:
      throw new Error(`no inputs known for the schema ${def.type} of ${name || 'the input'}`);
  }
}

function textOf({ minimum = 0, maximum = 200, format: bagFormat }: Bag, defFormat?: string): fc.Arbitrary<string> {
  const format = bagFormat ?? defFormat;
  if (format === 'date') return fc.constantFrom('2026-01-01', '2026-11-23', '2027-06-30');
  if (format === 'datetime') return fc.constantFrom('2026-01-01T00:00:00Z', '2026-11-23T04:00:00Z');
  return fc.string({
    unit: fc.constantFrom(...'甲乙丙丁ABCabc019'),
    minLength: Math.max(1, minimum),
    maxLength: Math.max(1, minimum, Math.min(maximum, 20)),
  });
}
