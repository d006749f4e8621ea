import { ORPCError } from '@orpc/client';
import { expect } from 'vitest';
import type { RefusalData } from '@contract/errors.ts';
import type { Probe } from './probe.ts';
import type { OpenTransport } from './transports.ts';

/** What a case gets: one open transport and the engine's side of it. */
export interface Stage extends OpenTransport {
  probe: Probe;
}

const thrownBy = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => {
      throw new Error('the call was answered');
    },
    (error: unknown) => error,
  );
const until = (condition: () => boolean): Promise<void> =>
  expect.poll(condition, { interval: 5, timeout: 5_000 }).toBe(true);

/** What every transport must do alike. A new case goes here, and nowhere else. */
export const cases: Record<string, (stage: Stage) => Promise<void>> = {
  'a procedure of the product answers': async ({ client }) => {
    expect(await client.desk.status()).toMatchObject({ version: '9.9.9', host: 'test', phase: 'setup', profile: null });
  },

  'text, lists and absent values arrive as they were sent': async ({ client }) => {
    const text = '沈阳华盛商贸有限公司 “𠮷” \u0000 \n </script> 🧾';
    expect(await client.probe.echo({ text, nothing: null, list: [0, -1.5, 1e21, Number.MAX_SAFE_INTEGER] })).toEqual({
      text,
      list: [0, -1.5, 1e21, Number.MAX_SAFE_INTEGER],
    });
  },

  'a refusal keeps its code, Chinese message and data': async ({ client, probe }) => {
    const error = await thrownBy(client.probe.refuse());
    expect(error).toBeInstanceOf(ORPCError);
    const { code, status, message, data, defined } = error as ORPCError<string, RefusalData>;
    expect({ code, status, message, data, defined }).toEqual({
      code: 'AGREEMENT_PASSWORD_WRONG',
      status: 401,
      defined: true,
      message: '协议密码不正确，还可再试 3 次。',
      data: { rule: 'G3', link: 'agreement', whoCanMend: '委托企业的法定代表人', triesLeft: 3 },
    });
    expect(probe.incidents).toEqual([]);
  },

  'invalid input is told by field': async ({ client, probe }) => {
    const error = await thrownBy(client.probe.form({ name: '华', lines: [{ cents: 1 }, { cents: 0.5 }] }));
    expect(error).toMatchObject({ code: 'INVALID_INPUT', status: 400, defined: true });
    const { fields } = (error as ORPCError<string, { fields: { field: string; message: string }[] }>).data;
    expect(fields.map(({ field }) => field)).toEqual(['name', 'lines.1.cents']);
    expect(fields[0]?.message).toBe('名称至少两个字');
    expect(probe.incidents).toEqual([]);
  },

  'an accident shows its number and nothing else': async ({ client, probe }) => {
    const error = await thrownBy(client.probe.fail());
    expect(error).toMatchObject({ code: 'INTERNAL', status: 500 });
    expect(probe.incidents).toHaveLength(1);
    expect((error as Error).message).toContain(probe.incidents[0]?.id);
    expect(JSON.stringify((error as ORPCError<string, unknown>).toJSON())).not.toContain('secret detail');
  },

  'a stream brings its events in order and ends': async ({ client }) => {
    const seen: unknown[] = [];
    for await (const event of await client.probe.count({ upTo: 200, thenRefuse: false })) seen.push(event);
    expect(seen).toHaveLength(200);
    expect(seen[0]).toEqual({ number: 1, text: '第 1 项' });
    expect(seen[199]).toEqual({ number: 200, text: '第 200 项' });
  },

  'a stream that is refused later brings the refusal': async ({ client }) => {
    const seen: number[] = [];
    const error = await thrownBy(
      (async () => {
        for await (const { number } of await client.probe.count({ upTo: 3, thenRefuse: true })) seen.push(number);
      })(),
    );
    expect(seen).toEqual([1, 2, 3]);
    expect(error).toMatchObject({
      code: 'SESSION_ENDED',
      message: '登录已结束，请重新登录。',
      data: { rule: 'J3', sessionEnd: 'idle' },
    });
  },

  'leaving a stream ends it in the engine': async ({ client, probe }) => {
    const controller = new AbortController();
    const iterator = await client.probe.forever(undefined, { signal: controller.signal });
    expect(await iterator.next()).toEqual({ done: false, value: { kind: 'hello' } });
    controller.abort();
    await iterator.return?.();
    await until(() => probe.stopped === 1);
    expect(probe.started).toBe(1);
  },

  'a file comes back with its Chinese name, its kind and every byte': async ({ client }) => {
    const { number, file } = await client.probe.file({ bytes: 70_001 });
    expect(number).toBe('演示-1');
    expect(file.name).toBe('完税证明（2026年10月）.pdf');
    expect(file.type).toBe('application/pdf');
    const bytes = new Uint8Array(await file.arrayBuffer());
    expect(bytes.length).toBe(70_001);
    expect(bytes.every((byte, at) => byte === at % 251)).toBe(true);
  },

  'a file is taken in with its Chinese name and every byte': async ({ client }) => {
    const bytes = new Uint8Array(50_000).map((_, at) => at % 256);
    const answer = await client.probe.upload({
      file: new File([bytes], '客户名单.csv', { type: 'text/csv' }),
      note: '第一批',
    });
    expect(answer).toEqual({
      name: '客户名单.csv',
      size: 50_000,
      sum: bytes.reduce((a, b) => a + b, 0),
      note: '第一批',
    });
  },

  'four megabytes go and come': async ({ client }) => {
    const text = '税'.repeat(1_400_000);
    const { text: back } = await client.probe.echo({ text, list: [] });
    expect(back === text).toBe(true);
  },

  'a hundred calls at once each get their own answer': async ({ client }) => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, at) => client.probe.echo({ text: `${at}`, list: [at] })),
    );
    expect(answers.map(({ text }) => text)).toEqual(Array.from({ length: 100 }, (_, at) => `${at}`));
  },

  'a call that is given up is given up in the engine too': async ({ client, probe }) => {
    const controller = new AbortController();
    const call = thrownBy(client.probe.slow(undefined, { signal: controller.signal }));
    await until(() => probe.started === 1);
    controller.abort();
    await until(() => probe.stopped === 1);
    expect(await call).not.toBeInstanceOf(ORPCError);
    expect(probe.incidents).toEqual([]);
  },

  'a window is known by its own identity, told by the host': async ({ client, second, origin }) => {
    const first = await client.probe.whoAmI();
    expect(first).toEqual(await client.probe.whoAmI());
    expect(first.origin).toBe(origin);
    expect(first.window).not.toBe((await second.probe.whoAmI()).window);
    expect(first.window.length).toBeGreaterThan(2);
  },
};
