import { oc } from '@orpc/contract';
import { ORPCError } from '@orpc/client';
import { createRouterClient, implement } from '@orpc/server';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { errorCatalogue, InvalidInput, Refusal, type RefusalCode } from '@contract/errors.ts';
import '@contract/procedure.ts';
import { contractError, errorMapping } from '../../../src-main/api/error-mapping.ts';
import type { Incident } from '../../../src-main/incidents/incident.ts';

function mapping(recognise?: (error: unknown) => Refusal | null) {
  const incidents: Incident[] = [];
  const options = {
    report: (incident: Incident) => {
      incidents.push(incident);
    },
    ...(recognise ? { recognise } : {}),
  };
  return { incidents, options, map: (error: unknown) => contractError(error, 'area.act', options) };
}

describe('one thrown thing', () => {
  test('every refusal keeps code, message and data, with the status of the catalogue', () => {
    const { map, incidents } = mapping();
    const codes = Object.keys(errorCatalogue).filter((code) => code !== 'INVALID_INPUT') as RefusalCode[];
    for (const code of codes) {
      const error = map(
        new Refusal(code, '协议密码不正确。', {
          link: 'agreement',
          rule: 'G3',
          whoCanMend: '财务负责人',
          triesLeft: 3,
        }),
      );
      expect(error.toJSON()).toEqual({
        defined: true,
        code,
        status: errorCatalogue[code].status,
        message: '协议密码不正确。',
        data: { rule: 'G3', link: 'agreement', whoCanMend: '财务负责人', triesLeft: 3 },
      });
    }
    expect(incidents).toEqual([]);
  });

  test('a service that refuses input names the fields', () => {
    const { map } = mapping();
    expect(map(new InvalidInput([{ field: 'period', message: '没有这个属期' }])).toJSON()).toMatchObject({
      code: 'INVALID_INPUT',
      status: 400,
      data: { fields: [{ field: 'period', message: '没有这个属期' }] },
    });
  });

  test.each([
    ['an error', new Error('boom')],
    ['a text', 'boom'],
    ['nothing', undefined],
    ['null', null],
    ['an object', { code: 'NOT_FOUND' }],
    ['an error of the library', new ORPCError('UNAUTHORIZED')],
    ['a catalogued code with foreign data', new ORPCError('NOT_FOUND', { data: { secret: 1 } })],
    ['a catalogued code with a foreign status', new ORPCError('CONFLICT', { status: 418 })],
    ['a code of the prototype', new ORPCError('toString', { status: 500 })],
  ])('%s becomes INTERNAL with an incident number that the log knows', (_name, thrown) => {
    const { map, incidents } = mapping();
    const error = map(thrown);
    expect(error).toMatchObject({
      code: 'INTERNAL',
      status: 500,
      data: { rule: null, link: 'desk', whoCanMend: null },
    });
    expect(incidents).toHaveLength(1);
    expect(incidents[0]?.id).toMatch(/^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/);
    expect(error.message).toContain(incidents[0]?.id);
    expect(error.message).not.toContain('boom');
  });

  test('two incidents have two numbers', () => {
    const { map, incidents } = mapping();
    map(new Error('a'));
    map(new Error('b'));
    expect(incidents[0]?.id).not.toBe(incidents[1]?.id);
  });

  test('the store is asked first, and what it knows is no incident', () => {
    const { map, incidents } = mapping((error) =>
      error instanceof Error && error.message === 'SQLITE_FULL'
        ? new Refusal('STORE_FULL', '磁盘已满。', { link: 'desk' })
        : null,
    );
    expect(map(new Error('SQLITE_FULL'))).toMatchObject({ code: 'STORE_FULL', status: 507 });
    expect(incidents).toEqual([]);
    expect(map(new Error('SQLITE_IOERR'))).toMatchObject({ code: 'INTERNAL' });
    expect(incidents).toHaveLength(1);
  });
});

describe('as a middleware', () => {
  const procedure = oc.errors(errorCatalogue);
  const contract = {
    typed: procedure
      .input(z.object({ name: z.string().min(2, '名称至少两个字'), lines: z.array(z.object({ cents: z.number() })) }))
      .output(z.object({ size: z.number() })),
  };
  const build = (handler: () => unknown) => {
    const { incidents, options } = mapping();
    const os = implement(contract).use(errorMapping(options));
    return { incidents, client: createRouterClient({ typed: os.typed.handler(handler as never) }) };
  };
  const good = { name: '华盛', lines: [] };

  test('invalid input is told by field, in Chinese, with paths into lists', async () => {
    const { client, incidents } = build(() => ({ size: 1 }));
    const error = await client.typed({ name: '华', lines: [{ cents: 'x' }, {}] } as never).catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'INVALID_INPUT', defined: true, status: 400 });
    const { fields } = (error as ORPCError<string, { fields: { field: string; message: string }[] }>).data;
    expect(fields.map((f) => f.field)).toEqual(['name', 'lines.0.cents', 'lines.1.cents']);
    expect(fields[0]?.message).toBe('名称至少两个字');
    expect(fields[2]?.message).toBe('请填写此项');
    for (const { message } of fields) expect(message).toMatch(/[\u4e00-\u9fff]/);
    expect(incidents).toEqual([]);
  });

  test('output that breaks the contract is an incident, and its log holds no value', async () => {
    const { client, incidents } = build(() => ({ size: '91210102MA0XXXXX4K' }));
    await expect(client.typed(good)).rejects.toMatchObject({ code: 'INTERNAL' });
    expect(incidents[0]).toMatchObject({ place: 'typed', name: 'OutputInvalid' });
    expect(incidents[0]?.message).toContain('size');
    expect(JSON.stringify(incidents)).not.toContain('91210102');
  });

  test('a refusal of the service passes as itself', async () => {
    const { client } = build(() => {
      throw new Refusal('CLIENT_NOT_ENTERABLE', '没有有效的委托协议。', { link: 'agreement', rule: 'G4' });
    });
    await expect(client.typed(good)).rejects.toMatchObject({
      code: 'CLIENT_NOT_ENTERABLE',
      defined: true,
      message: '没有有效的委托协议。',
    });
  });

  test('a call that was given up is no incident', async () => {
    const controller = new AbortController();
    const { client, incidents } = build(() => {
      controller.abort();
      throw new Error('aborted below');
    });
    await expect(client.typed(good, { signal: controller.signal })).rejects.toThrow();
    expect(incidents).toEqual([]);
  });
});
