import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placeWindow, smallestWindow } from '../../../src-main/hosts/shell/window-state.ts';

const left = { x: 0, y: 0, width: 1920, height: 1040 };
const right = { x: 1920, y: -200, width: 2560, height: 1400 };
const saved = { x: 100, y: 80, width: 1400, height: 900, maximized: false, zoomLevel: 0.5 };

test('a window comes back where it was, with its zoom', () => {
  expect(placeWindow(saved, [left])).toEqual({
    x: 100,
    y: 80,
    width: 1400,
    height: 900,
    maximized: false,
    zoomLevel: 0.5,
  });
  expect(placeWindow({ ...saved, x: 2000, y: -150 }, [left, right])).toMatchObject({ x: 2000, y: -150 });
  expect(placeWindow({ ...saved, maximized: true }, [left])).toMatchObject({ maximized: true });
});

test('a display that was taken away does not keep the window', () => {
  const placed = placeWindow({ ...saved, x: 2000, y: 100 }, [left]);
  expect(placed).not.toHaveProperty('x');
  expect(placed).toMatchObject({ width: 1400, height: 900 });
});

test('a title bar above the display is moved into reach', () => {
  expect(placeWindow({ ...saved, y: -10 }, [left])).toMatchObject({ x: 100, y: 0 });
});

test('a larger window than the display shrinks, but never below what the pages need', () => {
  expect(placeWindow({ ...saved, width: 5000, height: 5000 }, [left])).toMatchObject({ width: 1920, height: 1040 });
  expect(placeWindow({ ...saved, width: 10, height: 10 }, [left])).toMatchObject(smallestWindow);
});

describe('what is not a window state', () => {
  test.each([
    null,
    undefined,
    '',
    'x',
    5,
    [],
    {},
    { ...saved, x: 'x' },
    { ...saved, width: 0 },
    { ...saved, height: -1 },
    { ...saved, x: 1e9 },
    { ...saved, y: Number.NaN },
    { ...saved, zoomLevel: 99 },
    { ...saved, maximized: 1 },
    { ...saved, x: 1.5 },
  ])('%j gives the usual window', (given) => {
    expect(placeWindow(given, [left])).toEqual({ width: 1280, height: 820, maximized: false, zoomLevel: 0 });
  });
});

test('wherever it was and whatever the displays, its title bar can be taken hold of', () => {
  const area = fc.record({
    x: fc.integer({ min: -5000, max: 5000 }),
    y: fc.integer({ min: -5000, max: 5000 }),
    width: fc.integer({ min: 640, max: 4000 }),
    height: fc.integer({ min: 480, max: 3000 }),
  });
  const state = fc.record({
    x: fc.integer({ min: -9000, max: 9000 }),
    y: fc.integer({ min: -9000, max: 9000 }),
    width: fc.integer({ min: 1, max: 9000 }),
    height: fc.integer({ min: 1, max: 9000 }),
    maximized: fc.boolean(),
    zoomLevel: fc.constant(0),
  });
  fc.assert(
    fc.property(state, fc.array(area, { maxLength: 3 }), (given, displays) => {
      const placed = placeWindow(given, displays);
      expect(placed.width).toBeGreaterThanOrEqual(smallestWindow.width);
      expect(placed.height).toBeGreaterThanOrEqual(smallestWindow.height);
      const { x, y } = placed;
      if (x === undefined || y === undefined) return;
      expect(
        displays.some(
          (display) =>
            Math.min(x + given.width, display.x + display.width) - Math.max(x, display.x) >= 120 &&
            y >= display.y &&
            y + 32 <= display.y + display.height,
        ),
      ).toBe(true);
    }),
  );
});
