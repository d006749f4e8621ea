// @vitest-environment jsdom
import { describe, expect, it, vi } from 'vitest';
import { chordCaps, matchesChord } from '../../../../src-renderer/shared/keyboard/chord.ts';
import { KeyboardRegistry, type Shortcut } from '../../../../src-renderer/shared/keyboard/registry.ts';

const press = (key: string, more: KeyboardEventInit = {}) =>
  new KeyboardEvent('keydown', { key, cancelable: true, bubbles: true, ...more });

describe('chords', () => {
  it.each([
    ['mod+k', press('k', { ctrlKey: true }), false, true],
    ['mod+k', press('k', { metaKey: true }), true, true],
    ['mod+k', press('k', { ctrlKey: true }), true, false],
    ['mod+k', press('K', { ctrlKey: true, shiftKey: true }), false, false],
    ['ctrl+shift+tab', press('Tab', { ctrlKey: true, shiftKey: true }), false, true],
    ['ctrl+tab', press('Tab', { ctrlKey: true, shiftKey: true }), false, false],
    ['?', press('?', { shiftKey: true }), false, true],
    ['?', press('？', { shiftKey: true }), false, true],
    ['/', press('、'), false, true],
    ['alt+1', press('¡', { altKey: true, code: 'Digit1' }), true, true],
    ['alt+w', press('∑', { altKey: true, code: 'KeyW' }), true, true],
    ['alt+left', press('ArrowLeft', { altKey: true }), false, true],
    ['enter', press('Enter'), false, true],
    ['mod+1', press('1', { ctrlKey: true, altKey: true }), false, false],
  ])('%s', (chord, event, mac, wanted) => {
    expect(matchesChord(event, chord, mac)).toBe(wanted);
  });

  it('are written as the machine writes them', () => {
    const caps = { ctrl: 'Ctrl', cmd: '⌘', option: '⌥', alt: 'Alt', left: '←' };
    expect([
      chordCaps('mod+k', false, caps),
      chordCaps('mod+k', true, caps),
      chordCaps('alt+left', true, caps),
      chordCaps('?', false, caps),
    ]).toEqual([['Ctrl', 'K'], ['⌘', 'K'], ['⌥', '←'], ['?']]);
  });
});

describe('registry', () => {
  const make = (more: Omit<Partial<Shortcut>, 'run'>) =>
    ({ id: 'x', keys: ['x'], label: 'keyboard.palette', group: 'desk', run: vi.fn(), ...more }) satisfies Shortcut;
  const fire = (registry: KeyboardRegistry, event: KeyboardEvent, target: Element = document.body) => {
    let handled = false;
    target.addEventListener(
      'keydown',
      (e) => {
        handled = registry.handle(e as KeyboardEvent);
      },
      { once: true },
    );
    target.dispatchEvent(event);
    return handled;
  };

  it('leaves a key to a text field unless a modifier or the shortcut says otherwise', () => {
    const registry = new KeyboardRegistry(false);
    const [slash, search, escape] = [
      make({ id: 'a', keys: ['/'] }),
      make({ id: 'b', keys: ['mod+k'] }),
      make({ id: 'c', keys: ['escape'], inFields: true }),
    ];
    for (const shortcut of [slash, search, escape]) registry.add(shortcut);
    const field = document.body.appendChild(document.createElement('input'));
    expect([
      fire(registry, press('/'), field),
      fire(registry, press('k', { ctrlKey: true }), field),
      fire(registry, press('Escape'), field),
      fire(registry, press('/')),
    ]).toEqual([false, true, true, true]);
    expect([slash.run, search.run, escape.run].map((run) => run.mock.calls.length)).toEqual([1, 1, 1]);
  });

  it('never takes a key while an input method composes', () => {
    const registry = new KeyboardRegistry(false);
    registry.add(make({ keys: ['enter'], inFields: true }));
    expect(fire(registry, press('Enter', { isComposing: true }))).toBe(false);
    expect(fire(registry, press('Enter', { keyCode: 229 }))).toBe(false);
    expect(fire(registry, press('Enter'))).toBe(true);
  });

  it('silences what lies below a layer, except what is heard everywhere', () => {
    const registry = new KeyboardRegistry(false);
    const [below, above, lock] = [
      make({ id: 'a' }),
      make({ id: 'b', layer: 'dialog' }),
      make({ id: 'c', keys: ['mod+l'], layer: 'every' }),
    ];
    for (const shortcut of [below, above, lock]) registry.add(shortcut);
    fire(registry, press('x'));
    const leave = registry.pushLayer('dialog');
    fire(registry, press('x'));
    fire(registry, press('l', { ctrlKey: true }));
    leave();
    fire(registry, press('x'));
    expect([below.run, above.run, lock.run].map((run) => run.mock.calls.length)).toEqual([2, 1, 1]);
  });

  it('asks `when`, gives the press to the newest, and forgets what was taken away', () => {
    const registry = new KeyboardRegistry(false);
    const [older, newer] = [make({ id: 'a' }), make({ id: 'b', when: () => allowed })];
    let allowed = true;
    registry.add(older);
    const remove = registry.add(newer);
    fire(registry, press('x'));
    allowed = false;
    fire(registry, press('x'));
    allowed = true;
    remove();
    fire(registry, press('x'));
    expect([older.run.mock.calls.length, newer.run.mock.calls.length]).toEqual([2, 1]);
  });
});
