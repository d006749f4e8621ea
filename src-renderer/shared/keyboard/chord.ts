/** A key with its modifiers, lower case, joined by `+`: `mod+k`, `ctrl+shift+tab`, `alt+1`, `?`. `mod` is ⌘ on a Mac, otherwise Ctrl. */
export type Chord = string;

type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** Characters that differ while a Chinese input method is on. */
const sameSign: Record<string, string> = { '？': '?', '、': '/', '／': '/' };
/** Characters for which Shift is part of the character, not of the chord. */
const bySign = /^[^a-z0-9]$/;

/** Whether an input method is using this key: then the press is never a shortcut. */
export function isComposing(event: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** Whether a press is the chord. */
export function matchesChord(event: KeyPress, chord: Chord, mac: boolean): boolean {
  const wanted = chord.split('+');
  const key = wanted.pop() || '+';
  const has = (name: string): boolean => wanted.includes(name);
  const ctrl = has('ctrl') || (has('mod') && !mac);
  const meta = has('meta') || (has('mod') && mac);
  if (event.ctrlKey !== ctrl || event.metaKey !== meta || event.altKey !== has('alt')) return false;
  const pressed = sameSign[event.key] ?? (event.key === ' ' ? 'space' : event.key.toLowerCase().replace(/^arrow/, ''));
  if (bySign.test(key)) return pressed === key;
  if (event.shiftKey !== has('shift')) return false;
  // With Alt a Mac types a special character, and a layout may shift the digit row: then the key's position decides.
  if (/^[0-9]$/.test(key)) return event.code === `Digit${key}` || event.code === `Numpad${key}` || pressed === key;
  if (/^[a-z]$/.test(key) && !/^[a-z]$/.test(pressed)) return event.code === `Key${key.toUpperCase()}`;
  return pressed === key;
}

/** The key caps of a chord in reading order, for the sheet and for hints. @param caps how each key is written, by its name */
export function chordCaps(chord: Chord, mac: boolean, caps: Readonly<Record<string, string>>): string[] {
  return chord.split('+').map((part) => {
    if (part === 'mod') return (mac ? caps['cmd'] : caps['ctrl']) ?? part;
    if (part === 'alt' && mac) return caps['option'] ?? part;
    return caps[part] ?? (part === '' ? '+' : part.length === 1 ? part.toUpperCase() : part);
  });
}
