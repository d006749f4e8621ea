import fc from 'fast-check';
import { call } from '@orpc/server';
import { isContractProcedure } from '@orpc/contract';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { contract } from '../../../src-preload/contract/index.ts';
import { isWhole, nameProblem } from '../../../src-preload/contract/validators/plain-text.ts';
import { createRouter } from '../../../src-main/api/router.ts';

type Path = readonly (string | number)[];
interface Known {
  name: string;
  input: z.ZodType;
  procedure: unknown;
}

const inner = (schema: z.ZodType): z.ZodType => {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return inner(schema.unwrap() as z.ZodType);
  return schema instanceof z.ZodPipe ? inner(schema.in as z.ZodType) : schema;
};

/** Every place of an input where a text can stand. */
function textsOf(schema: z.ZodType, path: Path = []): Path[] {
  const plain = inner(schema);
  if (plain instanceof z.ZodString || plain instanceof z.ZodEnum) return [path];
  if (plain instanceof z.ZodObject)
    return Object.entries(plain.shape as Record<string, z.ZodType>).flatMap(([key, field]) =>
      textsOf(field, [...path, key]),
    );
  if (plain instanceof z.ZodArray) return textsOf(plain.element as z.ZodType, [...path, 0]);
  if (plain instanceof z.ZodUnion) return (plain.options as z.ZodType[]).flatMap((option) => textsOf(option, path));
  if (plain instanceof z.ZodRecord) return textsOf(plain.valueType as z.ZodType, [...path, 'any']);
  return plain instanceof z.ZodLiteral ? [path] : [];
}

/** The smallest input that has a value at a path. */
function inputWith(path: Path, value: unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  return typeof first === 'number' ? [inputWith(rest, value)] : { [first]: inputWith(rest, value) };
}

function proceduresOf(node: unknown, router: unknown, path: readonly string[] = []): Known[] {
  if (isContractProcedure(node)) {
    const input = node['~orpc'].inputSchema as z.ZodType | undefined;
    return input ? [{ name: path.join('.'), input, procedure: router }] : [];
  }
  return Object.entries(node as object).flatMap(([key, child]) =>
    proceduresOf(child, (router as Record<string, unknown>)[key], [...path, key]),
  );
}

const all = proceduresOf(contract, createRouter({ report: () => {} }));
const places = all.flatMap((known) => textsOf(known.input).map((path) => ({ ...known, path })));
/** Names that a person reads to tell one from another. A typed sentence that repeats a name, and the name of a file, are compared with what is known. */
const ofFiles = ['backup.fetch'];
const names = places.filter(({ path, name }) => path.at(-1) === 'name' && !ofFiles.includes(name));

/** Drawn by what they are called, so that a counter-example can be read. */
const drawn = (from: typeof places) =>
  fc
    .constantFrom(...from.keys())
    .map((index) => from[index] ?? raise())
    .map((place) => Object.assign(place, { toString: () => `${place.name} ${place.path.join('.')}` }));
const raise = (): never => {
  throw new Error('no such place');
};
/** These take a person's name as it is pasted: blanks and line ends in it become one blank, or none. */
const takesBlanks = (name: string): boolean =>
  /^(?:enterpriseStaff\.(?:add|search)|officeStaff\.(?:add|attest)|clientDossier\.save)$/.test(name);

/** A text with half a character somewhere. */
const brokenText = fc
  .tuple(fc.string({ maxLength: 5 }), fc.integer({ min: 0xd800, max: 0xdfff }), fc.constantFrom('', 'a', '公司'))
  .map(([before, half, after]) => `${before}${String.fromCharCode(half)}${after}`)
  .filter((text) => !isWhole(text));
/** What is not seen between two letters: controls, direction marks, zero width, BOM, soft hyphen, tags, selectors that follow no ideograph, line separators. */
const unseen = fc.constantFrom(
  ...'\0\x07\t\n\r\x1b\x7f\x85\u00ad\u034f\u061c\u115f\u180e\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202e\u2060\u2066\u2069\u3164\ufe0f\ufeff\uffa0\ufffc\u{e0020}\u{e0041}\u{e0100}',
);

describe('J4: what is recorded can be kept as it is', () => {
  it('walks the whole contract', () => {
    expect(all.length).toBeGreaterThan(70);
    expect(places.length).toBeGreaterThan(150);
    expect(names.map(({ name, path }) => `${name} ${path.join('.')}`)).toEqual(
      expect.arrayContaining([
        'setup.createOffice agency.name',
        'setup.createOffice admin.name',
        'clients.add name',
        'clients.edit name',
        'enterpriseStaff.addRole name',
        'enterpriseStaff.changeRole name',
        'enterpriseStaff.add person.name',
        'officeStaff.add name',
        'officeStaff.attest name',
        'officeStaff.addTeam name',
        'officeStaff.renameTeam name',
        'socialInsurance.addPerson name',
      ]),
    );
  });

  it('every procedure refuses half a character in every text of its input, by name of the field, before anything else', async () => {
    await fc.assert(
      fc.asyncProperty(drawn(places), brokenText, async ({ procedure, path }, text) => {
        // No desk at all: whoever asked for it would throw another error.
        const answer = call(procedure as never, inputWith(path, text) as never, {
          context: { window: 'w', origin: 'test' } as never,
        });
        await expect(answer).rejects.toMatchObject({
          code: 'INVALID_INPUT',
          data: { fields: [{ field: path.join('.'), message: expect.stringContaining('不完整的字符') }] },
        });
      }),
      { numRuns: 400 },
    );
  });

  it('the name of a field is refused likewise', async () => {
    const { procedure } = all[0] ?? { procedure: null };
    await expect(
      call(procedure as never, { 'a\ud800': 'x' } as never, { context: { window: 'w', origin: 'test' } as never }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT', data: { fields: [{ field: 'a\ufffd' }] } });
  });
});

describe('the wrong-client guard: a name is what it looks like', () => {
  it('every name of the contract refuses characters that nobody sees, by name of the field', () => {
    fc.assert(
      fc.property(drawn(names), unseen, ({ input, path, name }, character) => {
        if (takesBlanks(name) && /\s/.test(character)) return;
        const answer = input.safeParse(
          inputWith(path.slice(0, -1), {
            idType: 'residentIdentityCard',
            idNumber: '11010519491231002X',
            name: `Ab${character}cd`,
          }),
        );
        const messages = answer.success
          ? []
          : answer.error.issues
              .filter((issue) => issue.path.join('.') === path.join('.'))
              .map((issue) => issue.message);
        expect(messages.join()).toMatch(/看不见的字符|不是汉字或字母/);
      }),
      { numRuns: 600 },
    );
  });

  it('leaves names alone as they are written', () => {
    for (const name of [
      '沈阳华盛商贸有限公司',
      '阿依·古丽',
      '大连（远洋）ＡＢＣ 有限公司',
      '葛\u{e0100}城区',
      '䶮㑇𠮷𡋾公司',
      'Société Générale É',
      '〇一 公司　分部',
      "O'Neil & Söhne (中国)",
      '第1分公司—东部',
      '辻󠄀',
    ]) {
      expect(nameProblem(name)).toBeNull();
    }
  });
});
