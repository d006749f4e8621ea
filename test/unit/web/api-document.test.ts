import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { beforeAll, expect, test } from 'vitest';
import { contract } from '../../../src-preload/contract/index.ts';
import { apiDocument } from '../../../src-main/hosts/web/api-document.ts';
import { areaTitles, examples } from '../../../src-main/hosts/web/api-words.ts';
import { shareSchemas } from '../../../src-main/hosts/web/shared-schemas.ts';

interface Operation {
  operationId: string;
  tags: string[];
  description: string;
  'x-access': { kind: string };
  responses: Record<string, object>;
}
let text: string;
let document: {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object>; responses: Record<string, object> };
};
beforeAll(async () => {
  text = await apiDocument('0.0.0', new ZodToJsonSchemaConverter());
  document = JSON.parse(text) as typeof document;
});
const operations = (): Operation[] => Object.values(document.paths).flatMap((methods) => Object.values(methods));

/** The document with every reference written out again. */
function writtenOut(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(writtenOut);
  if (typeof value !== 'object' || value === null) return value;
  if ('$ref' in value) {
    const [, , kind, name] = String(value.$ref).split('/');
    return writtenOut(document.components[kind as 'schemas'][name!]);
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, writtenOut(inner)]));
}

test('every procedure is there, under its area, and says who may call it', () => {
  const procedures = Object.entries(contract).flatMap(([area, of]) => Object.keys(of).map((name) => `${area}.${name}`));
  expect(
    operations()
      .map((one) => one.operationId)
      .sort(),
  ).toEqual(procedures.sort());
  expect(Object.keys(areaTitles).sort()).toEqual(Object.keys(contract).sort());
  for (const { operationId, tags, description, 'x-access': access } of operations()) {
    expect(tags).toEqual([operationId.split('.')[0]]);
    expect(description, operationId).toMatch(/谁可以调用：.+。$/);
    expect(access.kind, operationId).toMatch(/^[a-z]+$/);
  }
});

test('what stands more than once is shared, and every reference leads somewhere', () => {
  expect(text.length).toBeLessThan(1_000_000);
  const references = [...text.matchAll(/"\$ref":"#\/components\/(schemas|responses)\/([^"]+)"/g)];
  expect(references.length).toBeGreaterThan(1_000);
  for (const [, kind, name] of references)
    expect(document.components[kind as 'schemas'][name!], name).toBeTypeOf('object');
  expect(Object.keys(document.components.responses)).toContain('Refused401');
});

test('sharing changes nothing that the document means', async () => {
  const row = {
    type: 'object',
    properties: { name: { type: 'string', description: 'a'.repeat(200) }, data: { type: 'string' } },
    required: ['name'],
  };
  const answer = (of: object): object => ({
    200: { content: { 'application/json': { schema: of } } },
    401: { description: '401', content: { 'application/json': { schema: { oneOf: [row, { type: 'null' }] } } } },
  });
  const paths = {
    '/a': { post: { operationId: 'a.one', responses: answer({ type: 'array', items: row }) } },
    '/b': { get: { operationId: 'b.two', responses: answer({ anyOf: [row, { type: 'null' }] }) } },
  };
  document = shareSchemas({ paths }) as typeof document;
  expect(Object.keys(document.components.schemas)).toEqual(['AOne', 'Refusal401']);
  expect(Object.keys(document.components.responses)).toEqual(['Refused401']);
  expect(writtenOut(document.paths)).toEqual(paths);
  // The contract's own, too.
  const whole = await new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] }).generate(contract, {
    info: { title: '', version: '' },
  });
  document = shareSchemas(whole as { paths: object }) as typeof document;
  expect(writtenOut(document.paths)).toEqual(JSON.parse(JSON.stringify(whole.paths)));
});

test('examples are inputs that the contract takes', () => {
  for (const [operation, input] of Object.entries(examples)) {
    const [area, name] = operation.split('.') as [string, string];
    const schema = (
      contract as unknown as Record<
        string,
        Record<string, { '~orpc': { inputSchema: { safeParse(value: unknown): { error?: unknown } } } }>
      >
    )[area]![name]!['~orpc'].inputSchema;
    expect(schema.safeParse(input).error, operation).toBeUndefined();
  }
});
