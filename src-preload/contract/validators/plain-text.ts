import { z } from 'zod';
import { ideographForms, unseen } from './unseen.ts';

/** A character that is not seen, as a person can be told of it: `U+202E`. */
const named = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** What keeps a text from being a name that is told from others by reading it; null: nothing. */
export function nameProblem(text: string): string | null {
  const found = unseen.exec(text.replace(ideographForms, ''))?.[0];
  return found === undefined ? null : `名称里有看不见的字符或控制字符（${named(found)}），请删去后重新输入`;
}

/** Holds a text field to what can be read: for each name by which a person tells one client, colleague, office or role from another. */
export function readable(schema: z.ZodString): z.ZodString {
  return schema.refine((text) => nameProblem(text) === null, {
    error: ({ input }) => nameProblem(String(input)) ?? '',
  });
}

/** Holds any text field to what can be read. @param options.lines whether it may have line ends and tabs */
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

/** A text in an input that holds half a character (a lone surrogate): no store and no file can keep it as it is. */
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
