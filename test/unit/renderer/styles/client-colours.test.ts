import { describe, expect, it } from 'vitest';
import { linear, rgb, tokensOf, type Theme } from './css-colours.ts';

type Triple = readonly [number, number, number];

/** Machado, Oliveira and Fernandes 2009, severity 1, on linear light. */
const sights: Record<string, readonly [Triple, Triple, Triple]> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** Linear sRGB seen by one kind of sight, in OKLab. */
function seen(colour: Triple, sight: readonly Triple[]): Triple {
  const [r, g, b] = sight.map((row) =>
    Math.min(1, Math.max(0, row[0] * colour[0] + row[1] * colour[1] + row[2] * colour[2])),
  ) as unknown as Triple;
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

const cases = (['light', 'dark'] as Theme[]).flatMap((theme) => Object.keys(sights).map((sight) => ({ theme, sight })));

describe.each(cases)('client colours, $theme theme, $sight', ({ theme, sight }) => {
  it('every two differ clearly (a just noticeable difference is about 0.02)', () => {
    const tokens = tokensOf('client-colours.css', theme);
    const colours = Array.from({ length: 10 }, (_, i) =>
      seen(linear(rgb(tokens.get(`--client-${i}`) ?? '')), sights[sight]!),
    );
    for (const [i, a] of colours.entries())
      for (const [j, b] of colours.entries())
        if (j > i)
          expect.soft(Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]), `${i} and ${j}`).toBeGreaterThan(0.06);
  });
});
