import { glyphs, type Point } from './glyphs.ts';

/** A whole number in [0, bound). */
export type Below = (bound: number) => number;

const size = { width: 150, height: 48 } as const;
const inks = ['#1f5a63', '#3a4a6b', '#5b3f63', '#4d5a2e', '#6b4632'] as const;
/** Longer pieces of a stroke would keep their shape. */
const longestStep = 2.2;

/** Points between two points, so that a straight stroke can be bent. */
function divided(points: readonly Point[]): Point[] {
  return points.flatMap((point, index) => {
    const next = points[index + 1];
    if (!next) return [point];
    const steps = Math.max(1, Math.ceil(Math.hypot(next[0] - point[0], next[1] - point[1]) / longestStep));
    return Array.from(
      { length: steps },
      (_, step) =>
        [point[0] + ((next[0] - point[0]) * step) / steps, point[1] + ((next[1] - point[1]) * step) / steps] as const,
    );
  });
}

/**
 * The answer as an SVG picture: every letter turned, sheared and moved, the whole bent along two waves, and cut into short pieces that stand
 * in no order among curves of the same ink. Nothing in the file names a letter. It keeps out a script that reads, not one that sees.
 */
export function drawCaptcha(answer: string, below: Below): string {
  const between = (low: number, high: number): number => low + ((high - low) * below(10_001)) / 10_000;
  const waves = {
    x: between(1.2, 2.2),
    y: between(1.6, 2.8),
    alongX: between(16, 26),
    alongY: between(12, 20),
    phase: between(0, 6.3),
  };
  const bent = ([x, y]: Point): Point => [
    x + waves.x * Math.sin((y / waves.alongY) * 2 + waves.phase),
    y + waves.y * Math.sin(x / waves.alongX + waves.phase),
  ];
  const pieces: string[] = [];
  const draw = (points: readonly Point[], width: number): void => {
    const path = points
      .map((point, index) => {
        const [x, y] = bent(point);
        return `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
      })
      .join('');
    pieces.push(
      `<path d="${path}" stroke="${inks[below(inks.length)] ?? inks[0]}" stroke-width="${width.toFixed(1)}"/>`,
    );
  };

  const place = (size.width - 24) / answer.length;
  [...answer].forEach((character, index) => {
    const [turn, shear, wide, high] = [
      between(-0.24, 0.24),
      between(-0.18, 0.18),
      between(1.7, 2.15),
      between(1.75, 2.15),
    ];
    const [dx, dy] = [12 + place * (index + 0.5) + between(-2.5, 2.5), size.height / 2 + between(-3, 3)];
    const width = between(2.4, 3.2);
    for (const stroke of glyphs[character] ?? []) {
      const placed = divided(stroke).map(([x, y]): Point => {
        const [ox, oy] = [(x - 5) * wide + (y - 7) * high * shear, (y - 7) * high];
        return [
          dx + ox * Math.cos(turn) - oy * Math.sin(turn) + between(-0.3, 0.3),
          dy + ox * Math.sin(turn) + oy * Math.cos(turn) + between(-0.3, 0.3),
        ];
      });
      // Pieces meet in a point, so that the eye sees one line.
      for (let from = 0; from < placed.length - 1;) {
        const to = Math.min(placed.length - 1, from + 2 + below(5));
        draw(placed.slice(from, to + 1), width);
        from = to;
      }
    }
  });
  for (let curve = 0; curve < 4; curve += 1) {
    const [start, slope, swing] = [between(6, 42), between(-0.16, 0.16), between(3, 7)];
    const from = between(0, 60);
    draw(
      Array.from({ length: 9 }, (_, step): Point => [
        from + step * 11,
        start + slope * step * 11 + swing * Math.sin(step),
      ]),
      between(0.9, 1.4),
    );
  }
  for (let dot = 0; dot < 14; dot += 1) {
    const [x, y] = [between(4, size.width - 4), between(4, size.height - 4)];
    draw(
      [
        [x, y],
        [x + between(-2.5, 2.5), y + between(-2.5, 2.5)],
      ],
      between(1, 1.8),
    );
  }
  for (let index = pieces.length - 1; index > 0; index -= 1) {
    const other = below(index + 1);
    [pieces[index], pieces[other]] = [pieces[other] ?? '', pieces[index] ?? ''];
  }
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}">` +
    `<rect width="${size.width}" height="${size.height}" fill="#eef2f1"/><g fill="none" stroke-linecap="round" stroke-linejoin="round">${pieces.join('')}</g></svg>`
  );
}
