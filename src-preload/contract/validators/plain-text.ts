import { z } from 'zod';
import { ideographForms, unseen } from './unseen.ts';

/** An invisible character in a form that a person can read: `U+202E`. */
const named = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** Why a text cannot be a name, because readers could not distinguish it from another; null: it can. */
export function nameProblem(text: string): string | null {
  const found = unseen.exec(text.replace(ideographForms, ''))?.[0];
  return found === undefined ? null : `名称里有看不见的字符或控制字符（${named(found)}），请删去后重新输入`;
}

/** Limits a text field to readable text: for every name by which people distinguish clients, colleagues, offices or roles. */
export function readable(schema: z.ZodString): z.ZodString {
  return schema.refine((text) => nameProblem(text) === null, {
    error: ({ input }) => nameProblem(String(input)) ?? '',
  });
}

/** Limits any text field to readable text. @param options.lines whether it may contain line ends and tabs */
export function plainText(schema: z.ZodString, { lines = false } = {}): z.ZodString {
  const unseenIn = (text: string): string | undefined =>
    unseen.exec((lines ? text.replace(/[\t\n\r]/gu, '') : text).replace(ideographForms, ''))?.[0];
  return schema.refine((text) => unseenIn(text) === undefined, {
    error: ({ input }) => `内容里有看不见的字符或控制字符（${named(unseenIn(String(input)) ?? '')}），请删去后重新输入`,
  });
}

const halves = /\p{Cs}/gu;

/** Whether a text is well-formed Unicode: no surrogate without its other half. */
export const isWhole = (text: string): boolean => text.search(halves) < 0;

/** A text with U+FFFD in the place of half characters, as UTF-8 would have it. */
export const wholeText = (text: string): string => text.replace(halves, '\uFFFD');

/** Text in an input that contains half a character (a lone surrogate): no store and no file can keep it unchanged. */
export const brokenText = '内容里有不完整的字符，无法原样保存，请删去后重新输入';

/** A file, without the types of a browser: this layer has none. */
const isFile = (value: object): value is { name: string } =>
  'arrayBuffer' in value && 'name' in value && typeof value.name === 'string';

/**
 * Names of the fields of a decoded input whose text, or whose own name, is not well-formed Unicode. Walks what a decoder can build: objects, arrays, maps,
 * sets and files; a value met before is not walked again.
 */
export function brokenTexts(input: unknown): string[] {
  const found: string[] = [];
  const met = new Set<object>();
  const walk = (value: unknown, path: readonly string[]): void => {
    if (typeof value === 'string') {
      if (!isWhole(value)) found.push(path.join('.'));
      return;
    }
    if (typeof value !== 'object' || value === null || met.has(value)) return;
    met.add(value);
    if (value instanceof Map) walk([...value.entries()], path);
    else if (value instanceof Set) walk([...value], path);
    else if (isFile(value)) walk(value.name, path);
    else {
      for (const [key, inner] of Object.entries(value)) {
        const inside = [...path, wholeText(key)];
        if (!isWhole(key)) found.push(inside.join('.'));
        walk(inner, inside);
      }
    }
  };
  walk(input, []);
  return found;
}
