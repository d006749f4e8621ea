import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { secretStaysMs } from '../../../../src-preload/contract/shell.ts';
import { BrowserSecret } from '../../../../src-renderer/bridge/browser-secret.ts';

/** A page whose browser lends as much of its clipboard as told. */
function page({ mayRead = true, mayWrite = true } = {}) {
  const state = { text: '', focused: true };
  const listeners: (() => void)[] = [];
  const clipboard = {
    writeText: async (text: string) => {
      if (!mayWrite) throw new Error('denied');
      state.text = text;
    },
    readText: async () => {
      if (!mayRead) throw new Error('denied');
      return state.text;
    },
  };
  const window = {
    navigator: { clipboard, permissions: { query: async () => ({ state: mayRead ? 'granted' : 'prompt' }) } },
    document: { hasFocus: () => state.focused },
    addEventListener: (_event: string, listener: () => void) => {
      listeners.push(listener);
    },
  } as unknown as Window;
  return {
    state,
    secret: new BrowserSecret(window),
    focus: () => {
      state.focused = true;
      for (const listener of listeners.splice(0)) listener();
    },
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a secret on a browser’s clipboard', () => {
  it('leaves after 30 seconds where the page may read it, unless something else was copied', async () => {
    const { state, secret } = page();
    expect(await secret.copy('Xieyi-2026')).toBe('clears');
    await vi.advanceTimersByTimeAsync(secretStaysMs - 1);
    expect(state.text).toBe('Xieyi-2026');
    await vi.advanceTimersByTimeAsync(1);
    expect(state.text).toBe('');
    await secret.copy('Xieyi-2026');
    state.text = '别的';
    await vi.advanceTimersByTimeAsync(secretStaysMs);
    expect(state.text).toBe('别的');
  });

  it('waits for the window to be looked at', async () => {
    const { state, secret, focus } = page();
    await secret.copy('Xieyi-2026');
    state.focused = false;
    await vi.advanceTimersByTimeAsync(secretStaysMs * 2);
    expect(state.text).toBe('Xieyi-2026');
    focus();
    await vi.advanceTimersByTimeAsync(1);
    expect(state.text).toBe('');
  });

  it('stays where the page may not read, and is said to; nothing of others is wiped', async () => {
    const { state, secret } = page({ mayRead: false });
    expect(await secret.copy('Xieyi-2026')).toBe('stays');
    state.text = '别的';
    await vi.advanceTimersByTimeAsync(secretStaysMs * 2);
    await secret.forget();
    expect(state.text).toBe('别的');
  });

  it('that could not be copied is said to be so', async () => {
    expect(await page({ mayWrite: false }).secret.copy('Xieyi-2026')).toBe('failed');
  });
});
