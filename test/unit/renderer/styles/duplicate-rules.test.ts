import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import postcss, { type Declaration } from 'postcss';
import { expect, it } from 'vitest';

const renderer = join(import.meta.dirname, '../../../../src-renderer');
/** Shorter rules may be alike by chance. */
const shortest = 3;

/** Rules of these files that say the same, in whatever order, by what they say: where each stands. */
function alike(files: ReadonlyMap<string, string>): Map<string, string[]> {
  const found = new Map<string, Map<string, string>>();
  for (const [file, text] of files) {
    const styles = file.endsWith('.css')
      ? [text]
      : [...text.matchAll(/<style[^>]*>([^]*?)<\/style>/g)].map(([, css]) => css);
    for (const css of styles)
      postcss.parse(css ?? '').walkRules((rule) => {
        const says = rule.nodes.filter((node): node is Declaration => node.type === 'decl');
        if (says.length < shortest) return;
        const within = rule.parent?.type === 'atrule' ? String(rule.parent.toString().split('{', 1)[0]) : '';
        const body =
          within +
          says
            .map(({ prop, value, important }) => `${prop}: ${value}${important ? '!' : ''}`)
            .toSorted()
            .join('; ');
        found.set(body, (found.get(body) ?? new Map<string, string>()).set(file, `${file} ${rule.selector}`));
      });
  }
  return new Map([...found].filter(([, at]) => at.size > 1).map(([body, at]) => [body, [...at.values()]]));
}

it('a rule of three declarations or more stands in one file: what two parts say alike is a class of styles/common.css', () => {
  const files = readdirSync(renderer, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.(vue|css)$/.test(file),
  );
  expect(files.length).toBeGreaterThan(100);
  expect(alike(new Map(files.map((file) => [file, readFileSync(join(renderer, file), 'utf8')])))).toEqual(new Map());
});

it('is found in whatever order and block; shorter ones, one file, and another medium are not', () => {
  const rule = (body: string): string => `<template><p /></template>\n<style scoped>\n${body}\n</style>\n`;
  expect(
    alike(
      new Map([
        ['a.vue', rule('.a { color: red; gap: 1px; margin: 0; }\n.same { color: red; gap: 1px; margin: 0; }')],
        ['b.vue', `${rule('.short { gap: 2px; }')}${rule('.b { margin: 0; color: red; gap: 1px; }')}`],
        ['c.css', '@media print { .c { color: red; gap: 1px; margin: 0; } }\n.d { color: red; gap: 2px; margin: 0; }'],
      ]),
    ),
  ).toEqual(new Map([['color: red; gap: 1px; margin: 0', ['a.vue .same', 'b.vue .b']]]));
});
