import { describe, expect, it } from 'vitest';
import { contrast, mix, rgb, tokensOf, type Theme } from './css-colours.ts';

const grounds = [
  '--ground-frame',
  '--ground-page',
  '--ground-surface',
  '--ground-raised',
  '--ground-sunken',
  '--ground-hover',
  '--ground-selected',
  '--ground-locked',
];
const inks = ['--ink-strong', '--ink', '--ink-soft', '--ink-faint'];

/** Every pair of text and ground that the program puts together. */
const pairs: [text: string, ground: string][] = [
  ...inks.flatMap((ink) => grounds.map((ground): [string, string] => [ink, ground])),
  ...grounds.map((ground): [string, string] => ['--accent', ground]),
  ...['--ok', '--warn', '--bad', '--note'].flatMap((state): [string, string][] => [
    [state, `${state}-ground`],
    [state, '--ground-surface'],
    [state, '--ground-page'],
    [state, '--ground-raised'],
    [state, '--ground-frame'],
    ['--ink', `${state}-ground`],
    ['--ink-soft', `${state}-ground`],
  ]),
  ['--on-accent', '--accent'],
  ['--on-accent', '--accent-strong'],
  ['--accent-strong', '--accent-ground'],
  ['--accent', '--accent-ground'],
  ['--on-bad', '--bad'],
  ['--training', '--training-ground'],
];

describe.each(['light', 'dark'] as Theme[])('%s theme', (theme) => {
  const tokens = tokensOf('tokens.css', theme);
  const of = (name: string) => rgb(tokens.get(name) ?? `${name} is missing`);

  it.each(pairs)('%s on %s reads at 4.5 : 1', (text, ground) => {
    expect(contrast(of(text), of(ground))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['--ground-surface', '--ground-page', '--ground-frame'])(
    'focus ring and control border stand 3 : 1 from %s',
    (ground) => {
      expect(contrast(of('--focus'), of(ground))).toBeGreaterThanOrEqual(3);
      if (ground === '--ground-surface') expect(contrast(of('--line-control'), of(ground))).toBeGreaterThanOrEqual(2.9);
    },
  );

  const clients = tokensOf('client-colours.css', theme);
  it.each(Array.from({ length: 10 }, (_, i) => i))(
    'client colour %i: badge letter, badge on its ground, text on its band',
    (i) => {
      const fill = rgb(clients.get(`--client-${i}`) ?? '');
      expect(contrast(rgb(clients.get(`--on-client-${i}`) ?? ''), fill)).toBeGreaterThanOrEqual(4.5);
      const band = mix(fill, of('--ground-surface'), 0.14);
      for (const ground of [of('--ground-surface'), of('--ground-frame'), of('--ground-raised')])
        expect(contrast(fill, ground)).toBeGreaterThanOrEqual(2.9);
      for (const ink of ['--ink-strong', '--ink', '--ink-soft', '--ink-faint', '--bad', '--warn', '--accent'])
        expect.soft(contrast(of(ink), band), ink).toBeGreaterThanOrEqual(4.5);
    },
  );
});
