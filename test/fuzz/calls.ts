import { isContractProcedure } from '@orpc/contract';
import fc from 'fast-check';
import { z } from 'zod';
import { contract } from '../../src-preload/contract/index.ts';

/** One call as a stranger would make it. */
export interface Call {
  transport: 'rpc' | 'api' | 'socket';
  path: string;
  method: string;
  type: string;
  body: string;
  window: 'admin' | 'stranger';
}

interface Named {
  name: string;
  path: string;
  method: string;
  input: z.ZodType | undefined;
}

function proceduresOf(node: unknown, path: readonly string[] = []): Named[] {
  if (isContractProcedure(node)) {
    const { route, inputSchema } = node['~orpc'];
    return [
      {
        name: path.join('.'),
        path: route.path ?? '/',
        method: route.method ?? 'POST',
        input: inputSchema as z.ZodType | undefined,
      },
    ];
  }
  return Object.entries(node as object).flatMap(([key, child]) => proceduresOf(child, [...path, key]));
}

/** These would end the run rather than a call: the world is left, its clock moved, the admin signed out; a stream has no end. */
const leftOut = new Set([
  'setup.leaveWorld',
  'session.signOut',
  'session.lock',
  'training.moveClock',
  'backup.create',
  'events.subscribe',
]);
export const procedures = proceduresOf(contract).filter(({ name }) => !leftOut.has(name));

const strange = fc.constantFrom(
  '',
  ' ',
  '\0',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  "' OR 1=1 --",
  '%',
  '\ud800',
  '\u202e甲',
  '<script>',
  '${7*7}',
  '1e400',
  '9'.repeat(400),
  '税'.repeat(2_000),
  'null',
  '-1',
  '91210192MAYJF6HQ56',
  '11010519491231002X',
  '2026-02-30',
  'Aa1!Aa1!',
);
const text = fc.oneof(strange, fc.string({ unit: 'binary', maxLength: 30 }), fc.uuid());
const number = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(0, -0, 1e308, -1, Number.MAX_SAFE_INTEGER + 2));

/** Values that fit a schema in shape and rarely in content. */
function valueOf(schema: z.ZodType): fc.Arbitrary<unknown> {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return fc.oneof(valueOf(schema.unwrap() as z.ZodType), fc.constant(null));
  if (schema instanceof z.ZodPipe) return valueOf(schema.in as z.ZodType);
  if (schema instanceof z.ZodObject) {
    const fields = Object.fromEntries(
      Object.entries(schema.shape as Record<string, z.ZodType>).map(([key, field]) => [
        key,
        orAnything(valueOf(field)),
      ]),
    );
    return fc.record(fields, { requiredKeys: Object.keys(fields).slice(0, -1) });
  }
  if (schema instanceof z.ZodArray) return fc.array(valueOf(schema.element as z.ZodType), { maxLength: 3 });
  if (schema instanceof z.ZodUnion) return fc.oneof(...(schema.options as z.ZodType[]).map(valueOf));
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options);
  if (schema instanceof z.ZodLiteral) return fc.constant([...schema.values][0]);
  if (schema instanceof z.ZodBoolean) return fc.boolean();
  return schema instanceof z.ZodNumber ? number : schema instanceof z.ZodString ? text : fc.jsonValue();
}
const orAnything = (value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 6, arbitrary: value }, { weight: 1, arbitrary: fc.jsonValue() });

const meta = fc.array(
  fc.tuple(fc.integer({ min: -1, max: 12 }), fc.oneof(strange, fc.nat(3))).map((entry) => entry as unknown),
  { maxLength: 2 },
);
const broken = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom(
    '{',
    '{"json":',
    '[]',
    'null',
    '"x"',
    '0',
    '{"json":{"__proto__":{"x":1}}}',
    '{"json":1,"meta":[[9,"__proto__","x"]]}',
    '{"maps":[],"json":0}',
  ),
  fc.integer({ min: 100, max: 30_000 }).map((depth) => `{"json":${'['.repeat(depth)}${']'.repeat(depth)}}`),
  fc.integer({ min: 1_000, max: 60_000 }).map((count) => `{"json":[${'[],'.repeat(count)}[]]}`),
  fc.integer({ min: 60_000, max: 400_000 }).map((length) => JSON.stringify({ json: { text: 'x'.repeat(length) } })),
);

const transport = fc.constantFrom<Call['transport']>('rpc', 'rpc', 'api', 'socket', 'socket');
const window = fc.constantFrom<Call['window']>('admin', 'stranger');
const type = fc.oneof(
  { weight: 9, arbitrary: fc.constant('application/json') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'text/plain',
      'multipart/form-data; boundary=x',
      'multipart/form-data',
      'application/x-www-form-urlencoded',
      'text/event-stream',
      'application/octet-stream',
      '',
    ),
  },
);

const shaped = fc.constantFrom(...procedures.keys()).chain((index) => {
  const known = procedures[index];
  if (!known) throw new Error('no such procedure');
  return fc
    .record({
      transport,
      window,
      type,
      meta,
      value: known.input ? orAnything(valueOf(known.input)) : fc.jsonValue(),
      withMeta: fc.nat(9),
    })
    .map(({ value, withMeta, ...call }): Call => {
      const api = call.transport === 'api';
      const rpc = { json: value, ...(withMeta === 0 ? { meta: call.meta } : {}) };
      return {
        transport: call.transport,
        window: call.window,
        type: call.type,
        method: api ? known.method : 'POST',
        path: api ? known.path.replaceAll(/\{\w+\}/g, 'x') : `/${known.name.replaceAll('.', '/')}`,
        body: JSON.stringify(api ? value : rpc) ?? '',
      };
    });
});
const wild = fc.record({
  transport,
  window,
  type,
  body: broken,
  method: fc.constantFrom('POST', 'POST', 'POST', 'GET', 'PUT', 'DELETE'),
  path: fc.oneof(
    fc.constantFrom(...procedures.map(({ name }) => `/${name.replaceAll('.', '/')}`)),
    fc.constantFrom(
      '/',
      '//',
      '/desk',
      '/desk/__proto__',
      '/constructor',
      '/desk/status/x',
      '/%00',
      '/..%2f..',
      '/clients/%ff',
    ),
  ),
});

/** So many calls, the same for the same seed. */
export const someCalls = (count: number, seed: number): Call[] =>
  fc.sample(fc.oneof({ weight: 3, arbitrary: shaped }, { weight: 1, arbitrary: wild }), { numRuns: count, seed });
