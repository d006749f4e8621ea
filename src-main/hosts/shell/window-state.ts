import { z } from 'zod';

/** Smallest window in device-independent pixels, for which the pages are designed. */
export const smallestWindow = { width: 960, height: 560 } as const;
const usualWindow = { width: 1280, height: 820 } as const;
/** Pixels of the title bar that must be on a display, so that the user can grab and move the window. */
const reachable = { width: 120, height: 32 } as const;

const pixels = z.number().int().min(-100_000).max(100_000);
const savedSchema = z.object({
  x: pixels,
  y: pixels,
  width: pixels.positive(),
  height: pixels.positive(),
  maximized: z.boolean(),
  zoomLevel: z.number().min(-3).max(5),
});
export type SavedWindow = z.infer<typeof savedSchema>;

/** Work area of a display, without taskbar and dock. */
export interface WorkArea {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface WindowPlacement {
  /** Absent: the system places the window in the middle. */
  x?: number;
  y?: number;
  width: number;
  height: number;
  maximized: boolean;
  zoomLevel: number;
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, Math.max(least, most)));
}

/**
 * Where to put a window: at its last place, if a present display still shows its title bar.
 * @param saved unchecked data from disk
 */
export function placeWindow(saved: unknown, displays: readonly WorkArea[]): WindowPlacement {
  const parsed = savedSchema.safeParse(saved);
  if (!parsed.success) return { ...usualWindow, maximized: false, zoomLevel: 0 };
  const { x, y, width, height, maximized, zoomLevel } = parsed.data;
  const home = displays.find((area) => {
    const across = Math.min(x + width, area.x + area.width) - Math.max(x, area.x);
    return (
      across >= reachable.width && y >= area.y - reachable.height / 2 && y + reachable.height <= area.y + area.height
    );
  });
  const room = home ?? displays[0] ?? { x: 0, y: 0, ...usualWindow };
  const size = {
    width: clamp(width, smallestWindow.width, room.width),
    height: clamp(height, smallestWindow.height, room.height),
  };
  return home ? { x, y: Math.max(y, home.y), ...size, maximized, zoomLevel } : { ...size, maximized, zoomLevel };
}
