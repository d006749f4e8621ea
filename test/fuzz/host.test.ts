import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createDesk } from '../../src-main/desk/create-desk.ts';
import type { Desk } from '../../src-main/desk/desk.ts';
import type { Incident } from '../../src-main/incidents/incident.ts';
import { createRouter, type CallContext } from '../../src-main/api/router.ts';
import { admitUnread } from '../../src-main/api/admit-unread.ts';
import { demoAccounts } from '../../src-main/training/accounts.ts';
import { windowOf } from '../../src-main/hosts/web/admission.ts';
import { serveRouter, type WebHost } from '../../src-main/hosts/web/server.ts';
import { someCalls, type Call } from './calls.ts';

/** `npm run fuzz` makes twenty thousand. */
const count = Number(process.env.DESK_FUZZ_CALLS ?? 2_000);
const atOnce = 24;
/** Bytes by which memory may grow over a run, and milliseconds within which any call is answered. */
const [growth, patience] = [600 * 1024 * 1024, 30_000];
const keys = { admin: 'a'.repeat(43), stranger: 's'.repeat(43) };

const incidents: Incident[] = [];
let [desk, host, folder, cookie] = [null as unknown as Desk, null as unknown as WebHost, '', ''];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'desk-fuzz-'));
  await writeFile(join(folder, 'index.html'), '<!doctype html>');
  desk = await createDesk({ dataDir: folder, world: 'demo', host: 'loopback', version: '9.9.9' });
  const errors = {
    report: (incident: Incident) => {
      incidents.push(incident);
    },
  };
  host = await serveRouter<CallContext>({
    router: createRouter(errors),
    contextOf: (window, origin) => ({ desk, window, origin }),
    version: '9.9.9',
    port: 0,
    rendererFolder: folder,
    errors,
    admit: admitUnread,
  });
  cookie = (await fetch(host.url, { redirect: 'manual' })).headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const { bureau, db } = desk.engine();
  const {
    agencies: [agency],
    staff: [admin],
  } = await demoAccounts(db);
  const caller = { window: windowOf(keys.admin) ?? '', origin: 'loopback' };
  const flow = await bureau.signIn.firm(
    { taxpayerId: agency?.taxpayerId ?? '', password: agency?.password ?? '' },
    caller,
  );
  const handler = flow.staff.find(({ name }) => admin?.name.includes(name)) ?? flow.staff[0];
  await bureau.signIn.staff(
    {
      flow: flow.flow,
      handlerId: handler?.handlerId ?? '',
      proof: { kind: 'password', password: admin?.password ?? '' },
    },
    caller,
  );
  expect(await bureau.sessions.rowOf(caller.window)).toMatchObject({ kind: 'agencyStaff' });
}, 120_000);
afterAll(async () => {
  await host.close();
  await desk.close();
  await rm(folder, { recursive: true });
});

const headers = () => ({ cookie, origin: `http://127.0.0.1:${host.port}` });

async function overHttp(call: Call): Promise<string> {
  const reading = call.method === 'GET';
  const request = httpRequest({
    host: '127.0.0.1',
    port: host.port,
    path: `/${call.transport}${call.path}`,
    method: call.method,
    agent: false,
    timeout: patience,
    headers: { ...headers(), 'x-desk-window': keys[call.window], ...(reading ? {} : { 'content-type': call.type }) },
  });
  request.on('error', () => {}).on('timeout', () => request.destroy());
  request.end(reading ? undefined : call.body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const text = Buffer.concat((await response.toArray()) as Buffer[]).toString();
  expect(
    response.statusCode,
    `${call.transport} ${call.path}: ${call.body.slice(0, 300)} → ${text.slice(0, 300)}`,
  ).not.toBe(500);
  return text;
}

/** One message of a WebSocket of its own, so that what ends the connection ends this call only. */
function overSocket(call: Call): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${host.port}/ws`, ['desk', `desk.${keys[call.window]}`], {
      headers: headers(),
    });
    const late = setTimeout(() => {
      socket.terminate();
      reject(new Error(`no answer to ${call.path} ${call.body.slice(0, 300)}`));
    }, patience);
    const done = (text: string): void => {
      clearTimeout(late);
      socket.terminate();
      resolve(text);
    };
    // What parses goes in as it came; the rest is sent as the whole message.
    socket.on('open', () =>
      socket.send(isJson(call.body) ? `{"i":"1","p":{"u":${JSON.stringify(call.path)},"b":${call.body}}}` : call.body),
    );
    socket.on('message', (data: Buffer) => done(data.toString()));
    socket.on('close', () => done(''));
    socket.on('error', () => done(''));
  });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

async function isAlive(): Promise<number> {
  const begun = performance.now();
  const answer = await overHttp({
    transport: 'rpc',
    path: '/desk/status',
    method: 'POST',
    type: 'application/json',
    body: '{}',
    window: 'stranger',
  });
  expect(JSON.parse(answer)).toMatchObject({ json: { version: '9.9.9', phase: 'open' } });
  return performance.now() - begun;
}

describe('whatever is sent to the host', () => {
  it(
    `${count} calls over HTTP and WebSocket leave it answering, within its memory, without an accident and without a secret told`,
    async () => {
      const seed = fc.readConfigureGlobal()?.seed ?? Date.now();
      const calls = someCalls(count, seed);
      const token = new URL(host.url).searchParams.get('token') ?? 'no token';
      const secrets = [token, cookie.split('=')[1] ?? 'no cookie', '$argon2', 'src-main', 'node_modules', 'SQLITE_'];
      const before = process.memoryUsage().rss;
      const answers: Record<string, number> = {};
      let next = 0;
      const work = async (): Promise<void> => {
        for (let call = calls[next++]; call; call = calls[next++]) {
          const text = call.transport === 'socket' ? await overSocket(call) : await overHttp(call);
          for (const secret of secrets)
            expect(
              text.includes(secret),
              `${call.path} tells ${secret === token ? 'the token' : secret.slice(0, 12)}`,
            ).toBe(false);
          const code = /"code":"(\w+)"/.exec(text)?.[1] ?? (text === '' ? 'dropped' : 'answered');
          answers[code] = (answers[code] ?? 0) + 1;
        }
      };
      await Promise.all(Array.from({ length: atOnce }, work));
      expect(
        incidents.map(({ place, name, message }) => `${place}: ${name} ${message}`),
        `seed ${seed}`,
      ).toEqual([]);
      expect(answers.INTERNAL).toBeUndefined();
      // All kinds of answers came: the calls were not stopped at the door.
      expect(Object.keys(answers)).toEqual(
        expect.arrayContaining(['answered', 'INVALID_INPUT', 'NOT_SIGNED_IN', 'NOT_FOUND', 'dropped']),
      );
      expect(process.memoryUsage().rss - before).toBeLessThan(growth);
      expect(await isAlive()).toBeLessThan(patience);
      expect((await desk.engine().bureau.trail.verify()).brokenAt).toBeNull();
    },
    60_000 + count * 60,
  );
});
