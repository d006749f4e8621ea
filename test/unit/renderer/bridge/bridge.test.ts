import { ORPCError, type ClientLink, type ClientContext } from '@orpc/client';
import { describe, expect, test } from 'vitest';
import { EventStream } from '../../../../src-renderer/bridge/event-stream.ts';
import {
  callError,
  ConnectingLink,
  hostRestarted,
  hostUnreachableCode,
  type LinkConnection,
} from '../../../../src-renderer/bridge/link.ts';
import { windowKey, type WindowSurroundings } from '../../../../src-renderer/bridge/window-key.ts';

const options = { context: {} };
const turn = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, 0);
  });

describe('a connection that may be lost', () => {
  const stage = () => {
    const opened: { lose(): void }[] = [];
    const state = { refuse: false, opened };
    const link = new ConnectingLink(async () => {
      if (state.refuse) throw new Error('ECONNREFUSED');
      const number = opened.length + 1;
      const closed = new Promise<void>((resolve) => {
        opened.push({ lose: () => resolve() });
      });
      const inner: ClientLink<ClientContext> = {
        call: async (path) => {
          if (path[0] === 'hang')
            await closed.then(() => {
              throw new Error('closed while waiting');
            });
          if (path[0] === 'refuse') throw new ORPCError('FORBIDDEN', { message: '不允许' });
          return `answer of connection ${number}`;
        },
      };
      return { link: inner, closed } satisfies LinkConnection;
    });
    return {
      state,
      call: (name: string, signal?: AbortSignal) => link.call([name], {}, signal ? { ...options, signal } : options),
    };
  };

  test('is opened by the first call; calls made meanwhile share it', async () => {
    const { state, call } = stage();
    expect(await Promise.all([call('a'), call('b'), call('c')])).toEqual(Array(3).fill('answer of connection 1'));
    expect(state.opened).toHaveLength(1);
  });

  test('that does not open rejects them all, in Chinese, and the next call tries again', async () => {
    const { state, call } = stage();
    state.refuse = true;
    const errors = await Promise.all([call('a'), call('b')].map((each) => each.catch((error: unknown) => error)));
    for (const error of errors)
      expect(error).toMatchObject({
        code: hostUnreachableCode,
        message: expect.stringContaining('连接断开了'),
        data: { link: 'desk' },
      });
    state.refuse = false;
    expect(await call('a')).toBe('answer of connection 1');
  });

  test('that is lost rejects what was under way, once, and opens anew for the next call', async () => {
    const { state, call } = stage();
    const hanging = call('hang').catch((error: unknown) => error);
    await turn();
    state.opened[0]!.lose();
    expect(await hanging).toMatchObject({ code: hostUnreachableCode });
    await turn();
    expect(await call('a')).toBe('answer of connection 2');
  });

  test('leaves refusals and calls given up by the page as they are', async () => {
    const { call } = stage();
    await expect(call('refuse')).rejects.toMatchObject({ code: 'FORBIDDEN', message: '不允许' });
    const reason = new Error('left the page');
    expect(callError(reason, AbortSignal.abort())).toBe(reason);
    expect(callError(reason, undefined)).toMatchObject({ code: hostUnreachableCode, cause: reason });
  });
});

describe('the event stream', () => {
  /** A host whose subscriptions a test opens, feeds and breaks; pauses end when the test says so. */
  const stage = () => {
    const subscriptions: { push(event: string): void; break(): void }[] = [];
    const pauses: { ms: number; end(): void }[] = [];
    const reported: unknown[] = [];
    const state = { refuse: false, restarted: false };
    const stream = new EventStream<string>({
      open: async () => {
        if (state.refuse) throw state.restarted ? hostRestarted() : new Error('gone');
        let controller: ReadableStreamDefaultController<string>;
        const events = new ReadableStream<string>({
          start: (given) => {
            controller = given;
          },
        });
        subscriptions.push({
          push: (event) => controller.enqueue(event),
          break: () => controller.error(new Error('broken')),
        });
        return events;
      },
      wait: (ms, signal) =>
        new Promise((resolve) => {
          pauses.push({ ms, end: resolve });
          signal.addEventListener('abort', () => resolve());
        }),
      report: (error) => {
        reported.push(error);
      },
    });
    return { stream, subscriptions, pauses, reported, state };
  };

  test('is one subscription for any number of subscribers, and connected once it is heard', async () => {
    const { stream, subscriptions } = stage();
    const [one, two]: [string[], string[]] = [[], []];
    const stop = stream.subscribe((event) => one.push(event));
    stream.subscribe((event) => two.push(event));
    await turn();
    expect([subscriptions.length, stream.state.value]).toEqual([1, 'connecting']);
    subscriptions[0]!.push('hello');
    await turn();
    expect(stream.state.value).toBe('connected');
    stop();
    subscriptions[0]!.push('work');
    await turn();
    expect([one, two]).toEqual([['hello'], ['hello', 'work']]);
  });

  test('opens again after growing pauses, and says when it is lost', async () => {
    const { stream, subscriptions, pauses, state } = stage();
    stream.subscribe(() => {});
    await turn();
    subscriptions[0]!.push('hello');
    await turn();
    state.refuse = true;
    subscriptions[0]!.break();
    const states: string[] = [];
    for (let at = 0; at < 8; at += 1) {
      await turn();
      states.push(stream.state.value);
      pauses.at(-1)!.end();
    }
    expect(pauses.map(({ ms }) => ms).slice(0, 8)).toEqual([200, 500, 1_000, 2_000, 5_000, 10_000, 10_000, 10_000]);
    expect(states).toEqual([
      'reconnecting',
      'reconnecting',
      'reconnecting',
      'reconnecting',
      'lost',
      'lost',
      'lost',
      'lost',
    ]);
    state.refuse = false;
    await turn();
    pauses.at(-1)!.end();
    await turn();
    subscriptions[1]!.push('hello');
    await turn();
    expect(stream.state.value).toBe('connected');
    subscriptions[1]!.break();
    await turn();
    expect([stream.state.value, pauses.at(-1)!.ms]).toEqual(['reconnecting', 200]);
  });

  test('says when the host was started anew and does not know this page', async () => {
    const { stream, pauses, state } = stage();
    Object.assign(state, { refuse: true, restarted: true });
    stream.subscribe(() => {});
    await turn();
    expect(stream.state.value).toBe('refused');
    state.restarted = false;
    pauses.at(-1)!.end();
    await turn();
    expect(stream.state.value).toBe('reconnecting');
  });

  test('tries at once when the page is looked at again', async () => {
    const { stream, subscriptions, state } = stage();
    state.refuse = true;
    stream.subscribe(() => {});
    await turn();
    state.refuse = false;
    stream.retryNow();
    await turn();
    expect(subscriptions).toHaveLength(1);
  });

  test('a subscriber that throws is reported, and the others still hear', async () => {
    const { stream, subscriptions, reported } = stage();
    const heard: string[] = [];
    stream.subscribe(() => {
      throw new Error('bad screen');
    });
    stream.subscribe((event) => heard.push(event));
    await turn();
    subscriptions[0]!.push('hello');
    await turn();
    expect([heard, reported.length, stream.state.value]).toEqual([['hello'], 1, 'connected']);
  });

  test('ends for good', async () => {
    const { stream, subscriptions, pauses } = stage();
    stream.subscribe(() => {});
    await turn();
    stream.close();
    subscriptions[0]!.break();
    await turn();
    expect([subscriptions.length, pauses.length]).toEqual([1, 0]);
  });
});

describe('the key of a window', () => {
  /** One browser: locks shared by its tabs, storage of each tab its own. */
  const browser = () => {
    const held = new Set<string>();
    const tab = (copied: Map<string, string> = new Map()) => {
      const storage = new Map(copied);
      let mine: string | null = null;
      let seed = Math.floor(held.size * 7 + storage.size + 1);
      const surroundings: WindowSurroundings = {
        storage: {
          getItem: (name) => storage.get(name) ?? null,
          setItem: (name, value) => {
            storage.set(name, value);
          },
        },
        locks: {
          request: (async (name: string, { signal }: { signal: AbortSignal }, then: () => Promise<unknown>) => {
            while (held.has(name)) {
              if (signal.aborted) throw signal.reason;
              await turn();
            }
            held.add((mine = name));
            return then();
          }) as LockManager['request'],
        },
        random: (bytes) =>
          bytes.map(() => {
            seed = (seed * 48_271) % 2_147_483_647;
            return seed % 256;
          }),
      };
      return {
        storage,
        surroundings,
        close: () => {
          if (mine !== null) held.delete(mine);
        },
      };
    };
    return { tab };
  };

  test('is long, random, and kept over a reload', async () => {
    const { tab } = browser();
    const before = tab();
    const key = await windowKey(before.surroundings);
    expect(key).toMatch(/^[A-Za-z0-9_-]{43}$/);
    const after = tab(before.storage);
    // The browser frees the lock of the page before a moment after the new page asks for it.
    setTimeout(() => before.close(), 30);
    expect(await windowKey(after.surroundings)).toBe(key);
  });

  test('is not shared by a duplicated tab', async () => {
    const { tab } = browser();
    const first = tab();
    const key = await windowKey(first.surroundings);
    const duplicate = tab(first.storage);
    const other = await windowKey(duplicate.surroundings);
    expect(other).not.toBe(key);
    expect(duplicate.storage.get('desk.window')).toBe(other);
    expect(first.storage.get('desk.window')).toBe(key);
  });

  test('is kept where the browser has no locks', async () => {
    const { surroundings } = browser().tab();
    const plain = { ...surroundings, locks: undefined };
    expect(await windowKey(plain)).toBe(await windowKey(plain));
  });
});
