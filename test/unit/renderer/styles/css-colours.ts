import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export type Theme = 'light' | 'dark';
type Rgb = readonly [number, number, number];

/** Custom properties of one of our style files, as the given theme sees them. */
export function tokensOf(file: string, theme: Theme): Map<string, string> {
  const text = readFileSync(resolve(import.meta.dirname, '../../../../src-renderer/styles', file), 'utf8').replace(
    /\/\*[^]*?\*\//g,
    '',
  );
  const tokens = new Map<string, string>();
  for (const [, selector = '', body = ''] of text.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    const name = selector.trim();
    if (name !== ':root' && !(theme === 'dark' && name === 'html.dark')) continue;
    for (const [, key = '', value = ''] of body.matchAll(/(--[\w-]+):\s*([^;]+);/g)) tokens.set(key, value.trim());
  }
  return tokens;
}

export function rgb(hex: string): Rgb {
  if (!/^#[0-9a-f]{6}$/i.test(hex)) throw new Error(`not a plain colour: ${hex}`);
  const n = Number.parseInt(hex.slice(1), 16);
  return [(n >> 16) / 255, ((n >> 8) & 255) / 255, (n & 255) / 255];
}

/** `color-mix(in srgb, a p%, b)`. */
export const mix = (a: Rgb, b: Rgb, share: number): Rgb =>
  [0, 1, 2].map((i) => a[i as 0] * share + b[i as 0] * (1 - share)) as unknown as Rgb;

export const linear = (colour: Rgb): Rgb =>
  colour.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)) as unknown as Rgb;

/** WCAG 2 contrast ratio. */
export function contrast(a: Rgb, b: Rgb): number {
  const luminance = (c: Rgb) => {
    const [r, g, bl] = linear(c);
    return 0.2126 * r + 0.7152 * g + 0.0722 * bl;
  };
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}
