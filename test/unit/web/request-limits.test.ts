import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { contract } from '../../../src-preload/contract/index.ts';
import { pieceBytes } from '../../../src-preload/contract/shell.ts';
import { defaultMaxBytes } from '../../../src-preload/contract/procedure.ts';
import { proceduresOf } from '../../../scripts/docs/procedures.ts';
import { createDesk } from '../../../src-main/desk/create-desk.ts';
import type { Desk } from '../../../src-main/desk/desk.ts';
import { PeerServer } from '../../../src-main/api/peer.ts';
import { inputLimits, isOverfull } from '../../../src-main/api/request-limits.ts';
import { admitUnread } from '../../../src-main/api/admit-unread.ts';
import { createRouter, type CallContext } from '../../../src-main/api/router.ts';
import { PortServer } from '../../../src-main/hosts/shell/port-server.ts';
import { startWebHost, type WebHost } from '../../../src-main/hosts/web/server.ts';

let [desk, host, cookie, folder] = [null as unknown as Desk, null as unknown as WebHost, '', ''];
const headers = (): Record<string, string> => ({
  cookie,
  origin: `http://127.0.0.1:${host.port}`,
  'content-type': 'application/json',
  'x-desk-window': 'w'.repeat(43),
});

async function post(
  path: string,
  body: string | Buffer,
  more: Record<string, string> = {},
): Promise<{ status: number; text: string }> {
  const request = httpRequest({
    host: '127.0.0.1',
    port: host.port,
    path,
    method: 'POST',
    headers: { ...headers(), ...more },
    agent: false,
  });
  request.on('error', () => {});
  request.end(body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 0, text: Buffer.concat((await response.toArray()) as Buffer[]).toString() };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'desk-limits-'));
  await writeFile(join(folder, 'index.html'), '<!doctype html>');
  desk = await createDesk({ dataDir: folder, world: 'demo', host: 'loopback', version: '9.9.9' });
  host = await startWebHost(desk, { port: 0, rendererFolder: folder });
  cookie = (await fetch(host.url, { redirect: 'manual' })).headers.getSetCookie()[0]?.split(';')[0] ?? '';
}, 60_000);
afterAll(async () => {
  await host.close();
  await desk.close();
  await rm(folder, { recursive: true });
});

const procedures = proceduresOf(contract);
const address = (name: string): string => `/rpc/${name.replaceAll('.', '/')}`;
const lists = (count: number): string => `[${Array.from({ length: count }, () => '[]').join(',')}]`;

describe('a request is no longer than its procedure needs', () => {
  it('64 KB are enough for every procedure but the pieces of a table, of an attachment and of a backup that is given back, half a megabyte for what an import is told, the ids of a hundred thousand ticked clients, twenty thousand ticked cells, a key file, and the choices of twenty thousand entries', () => {
    expect(procedures.filter(({ meta }) => meta.maxBytes !== undefined).map(({ name }) => name)).toEqual([
      'setup.uploadBackup',
      'clients.export',
      'clientBatch.preview',
      'clientAttachments.upload',
      'obligations.mark',
      'imports.upload',
      'imports.preview',
      'imports.mendBlock',
      'imports.mend',
      'entryImports.open',
      'entryImports.preview',
      'entryImports.run',
    ]);
    for (const taken of [contract.setup.uploadBackup, contract.imports.upload, contract.clientAttachments.upload])
      expect(taken['~orpc'].meta.maxBytes).toBe(pieceBytes + defaultMaxBytes);
  });

  it.each(procedures.filter(({ meta }) => meta.maxBytes === undefined).map(({ name }) => name))(
    '%s refuses a longer one',
    async (name) => {
      const { status, text } = await post(address(name), JSON.stringify({ json: 'x'.repeat(defaultMaxBytes) }));
      expect(text).toMatch(/内容超过了一次可以提交的大小|尚未登录|请登录|登录/);
      expect([400, 401]).toContain(status);
    },
  );

  it.each(procedures.filter(({ meta }) => meta.access?.kind !== 'open').map(({ name }) => name))(
    '%s asks for a session before its input is read',
    async (name) => {
      for (const body of ['{"json":', JSON.stringify({ json: 'x'.repeat(70_000) })]) {
        expect(JSON.parse((await post(address(name), body)).text)).toMatchObject({ json: { code: 'NOT_SIGNED_IN' } });
      }
    },
  );

  it('a backup is refused while a desk is open, without being read', async () => {
    const { text } = await post('/rpc/setup/uploadBackup', Buffer.alloc(1024 * 1024), {
      'content-type': 'multipart/form-data; boundary=x',
    });
    expect(JSON.parse(text)).toMatchObject({ json: { code: 'CONFLICT' } });
  });

  it('what is nested too deep or too full is refused before it is built, other kinds of body always', async () => {
    const deep = `{"json":${'['.repeat(2_000)}${']'.repeat(2_000)}}`;
    for (const path of ['/rpc/desk/status', '/api/setup/world']) {
      expect((await post(path, deep)).text).toContain('内容超过了一次可以提交的大小');
      for (const type of [
        'text/plain',
        'application/x-www-form-urlencoded',
        'text/event-stream',
        'application/octet-stream',
      ]) {
        expect((await post(path, 'a=b', { 'content-type': type })).text).toContain('请求的格式不正确');
      }
    }
    expect(
      (
        await post(
          '/rpc/setup/openWorld',
          Buffer.from(`--x\r\n${'content-disposition: form-data; name="a"\r\n\r\n1\r\n--x\r\n'.repeat(100)}`),
          { 'content-type': 'multipart/form-data; boundary=x' },
        )
      ).text,
    ).toContain('请求的格式不正确');
  });

  it('tells fullness as the parser would count', () => {
    const full = (text: string) => isOverfull(Buffer.from(text), { depth: 3, values: 10 });
    expect([full('[[[]]]'), full('[[[[]]]]'), full(lists(4)), full(lists(9))]).toEqual([false, true, false, true]);
    expect(full(JSON.stringify({ text: `${'['.repeat(50)}","\\${'{,'.repeat(50)}` }))).toBe(false);
    expect(full('"\\\\"[[[[')).toBe(true);
    expect(full('"never closed [[[[')).toBe(false);
    expect(isOverfull(Buffer.from(lists(inputLimits.values)))).toBe(true);
  });
});

/** Sends a raw message over each kind of connection and gives its first answer, or null when it was dropped. */
const connections: Record<string, (message: string) => Promise<string | null>> = {
  WebSocket: (message) =>
    new Promise((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${host.port}/ws`, ['desk', `desk.${'s'.repeat(43)}`], {
        headers: { cookie, origin: `http://127.0.0.1:${host.port}` },
      });
      socket.on('open', () => socket.send(message));
      socket.on('message', (data: Buffer) => {
        resolve(data.toString());
        socket.close();
      });
      socket.on('close', () => resolve(null));
    }),
  'message port': (message) =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      const errors = { report: () => {} };
      new PortServer<CallContext>(new PeerServer(createRouter(errors), errors, admitUnread), (window) => ({
        desk,
        window,
        origin: 'electron',
      })).serve('p', {
        on: (event: string, listener: (event: { data: unknown }) => void) =>
          port1.on(event as 'message', (data: unknown) => listener({ data })),
        postMessage: (answer) => port1.postMessage(answer),
        start: () => port1.start(),
        close: () => port1.close(),
      });
      port2.on('message', (answer: unknown) => {
        resolve(String(answer));
        port2.close();
      });
      port2.on('close', () => resolve(null));
      port2.postMessage(message);
    }),
};

describe.each(Object.entries(connections))('over a %s', (_kind, ask) => {
  const call = (name: string, json: unknown) =>
    JSON.stringify({ i: '1', p: { u: `/${name.replaceAll('.', '/')}`, b: { json } } });

  it('a short call is answered', async () => {
    expect(await ask(call('desk.status', undefined))).toContain('9.9.9');
  });

  it('a long one is refused in words, and for lack of a session before its length is', async () => {
    expect(await ask(call('setup.openWorld', { world: 'x'.repeat(70_000) }))).toContain('内容超过了一次可以提交的大小');
    for (const name of ['clients.add', 'imports.upload', 'enterpriseStaff.addRole', 'person.home'])
      expect(await ask(call(name, { text: 'x'.repeat(70_000) }))).toContain('NOT_SIGNED_IN');
    expect(await ask(call('setup.uploadBackup', { piece: 'x'.repeat(70_000) }))).toContain('CONFLICT');
  });

  it('one that is too full is refused, and one that does not say what it is for ends the connection', async () => {
    expect(
      await ask(
        call(
          'desk.status',
          Array.from({ length: 60_000 }, () => []),
        ),
      ),
    ).toContain('内容超过了一次可以提交的大小');
    expect(await ask(`{"p":{"u":"/desk/status"},"i":"1","x":${lists(60_000)}}`)).toBe(null);
    expect(await ask(`{"i":"1","p":{"u":"/desk/__proto__","b":"${'x'.repeat(70_000)}"}}`)).toBe(null);
  });
});
