/** A point of a glyph in a box 10 wide and 14 high, y downwards. */
export type Point = readonly [x: number, y: number];
/** One stroke of the pen. */
export type Stroke = readonly Point[];

/** Part of an ellipse as a stroke, from one angle to another in degrees; 0 is right, 90 is down. */
function arc(cx: number, cy: number, rx: number, ry: number, from: number, to: number): Point[] {
  const steps = Math.max(3, Math.round(Math.abs(to - from) / 18));
  return Array.from({ length: steps + 1 }, (_, index) => {
    const angle = ((from + ((to - from) * index) / steps) * Math.PI) / 180;
    return [cx + rx * Math.cos(angle), cy + ry * Math.sin(angle)] as const;
  });
}

/**
 * Letters and digits of the picture, drawn with a pen of our own, so that no text and no font of a known shape is in it. Left out is what
 * is taken for another once it is bent: 0 O D Q, 1 I L, 2 Z, 5 S, 6 G, 8 B, U V.
 */
export const glyphs: Readonly<Record<string, readonly Stroke[]>> = {
  A: [
    [
      [0.5, 14],
      [5, 0],
      [9.5, 14],
    ],
    [
      [2, 9.4],
      [8, 9.4],
    ],
  ],
  C: [arc(5.6, 7, 5, 7, -48, -312)],
  E: [
    [
      [8.6, 0],
      [1, 0],
      [1, 14],
      [8.8, 14],
    ],
    [
      [1, 6.8],
      [7.4, 6.8],
    ],
  ],
  F: [
    [
      [8.8, 0],
      [1, 0],
      [1, 14],
    ],
    [
      [1, 6.8],
      [7.4, 6.8],
    ],
  ],
  H: [
    [
      [1, 0],
      [1, 14],
    ],
    [
      [9, 0],
      [9, 14],
    ],
    [
      [1, 6.8],
      [9, 6.8],
    ],
  ],
  J: [
    [
      [3.4, 0],
      [8, 0],
    ],
    [[6.6, 0], [6.6, 10], ...arc(3.8, 10, 2.8, 4, 0, 165)],
  ],
  K: [
    [
      [1, 0],
      [1, 14],
    ],
    [
      [9, 0],
      [1, 8.4],
    ],
    [
      [3.8, 5.6],
      [9.2, 14],
    ],
  ],
  M: [
    [
      [0.6, 14],
      [1.2, 0],
      [5, 8.6],
      [8.8, 0],
      [9.4, 14],
    ],
  ],
  N: [
    [
      [1, 14],
      [1, 0],
      [9, 14],
      [9, 0],
    ],
  ],
  P: [[[1, 14], [1, 0], [5.4, 0], ...arc(5.4, 3.7, 3.6, 3.7, -90, 90), [1, 7.4]]],
  R: [
    [[1, 14], [1, 0], [5.4, 0], ...arc(5.4, 3.6, 3.6, 3.6, -90, 90), [1, 7.2]],
    [
      [4.6, 7.2],
      [9.2, 14],
    ],
  ],
  T: [
    [
      [0.6, 0],
      [9.4, 0],
    ],
    [
      [5, 0],
      [5, 14],
    ],
  ],
  W: [
    [
      [0.2, 0],
      [2.6, 14],
      [5, 4.6],
      [7.4, 14],
      [9.8, 0],
    ],
  ],
  X: [
    [
      [0.8, 0],
      [9.2, 14],
    ],
    [
      [9.2, 0],
      [0.8, 14],
    ],
  ],
  Y: [
    [
      [0.6, 0],
      [5, 6.6],
      [9.4, 0],
    ],
    [
      [5, 6.6],
      [5, 14],
    ],
  ],
  3: [[[1.4, 1.4], ...arc(4.8, 3.5, 3.7, 3.5, -125, 90), ...arc(4.8, 10.4, 4.2, 3.6, -90, 140)]],
  4: [
    [
      [7, 14],
      [7, 0],
      [0.6, 9.6],
      [9.6, 9.6],
    ],
  ],
  7: [
    [
      [0.8, 0],
      [9.2, 0],
      [4, 14],
    ],
  ],
  9: [[...arc(5, 4.4, 4, 4.4, 0, 360), [8.9, 6], ...arc(4.2, 9, 4.7, 5, -10, 100)]],
};

/** What an answer is made of. */
export const captchaAlphabet = Object.keys(glyphs).join('');
