import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  callerOf,
  cookieName,
  isOwnHost,
  isOwnOrigin,
  keyOfProtocols,
  sameSecret,
  windowOf,
  type OriginFacts,
} from '../../../src-main/hosts/web/admission.ts';

const address = { port: 4100 };
const secrets = { token: 't'.repeat(43), cookie: 'c'.repeat(43) };

describe('the host a request names', () => {
  test.each(['127.0.0.1:4100', 'localhost:4100'])('%s is ours', (host) => {
    expect(isOwnHost(host, address)).toBe(true);
  });
  test.each([
    undefined,
    '',
    '127.0.0.1',
    'localhost',
    '127.0.0.1:4101',
    '127.0.0.1:80',
    'evil.example:4100',
    '127.0.0.1.evil.example:4100',
    'localhost.evil.example:4100',
    'evil.example',
    '0.0.0.0:4100',
    '[::1]:4100',
    '127.1:4100',
    '2130706433:4100',
    '0x7f.0.0.1:4100',
    '127.0.0.1:4100@evil.example',
    '127.0.0.1:04100',
    ' 127.0.0.1:4100',
    '127.0.0.1:4100 ',
    'LOCALHOST:4100',
    '127.0.0.1:4100,evil.example',
    '127.0.0.1:4100.',
    '192.168.1.2:4100',
  ])('%j is refused', (host) => {
    expect(isOwnHost(host, address)).toBe(false);
  });
  test('no other text is ours', () => {
    fc.assert(
      fc.property(
        fc.string(),
        (host) => isOwnHost(host, address) === (host === '127.0.0.1:4100' || host === 'localhost:4100'),
      ),
    );
  });
});

describe('who calls', () => {
  const cookie = `${cookieName(address)}=${secrets.cookie}`;
  test('the cookie makes a browser, the token a program', () => {
    expect(callerOf({ cookie }, secrets, address)).toBe('browser');
    expect(callerOf({ cookie: `a=b; ${cookie}; c=d` }, secrets, address)).toBe('browser');
    expect(callerOf({ authorization: `Bearer ${secrets.token}` }, secrets, address)).toBe('program');
  });
  test.each([
    {},
    { cookie: '' },
    { cookie: 'desk-4100=' },
    { cookie: `desk-4101=${secrets.cookie}` },
    { cookie: `desk-4100=${secrets.token}` },
    { cookie: `xdesk-4100=${secrets.cookie}` },
    { cookie: `desk-4100=${secrets.cookie}x` },
    { cookie: `desk-4100="${secrets.cookie}"` },
    { cookie: `DESK-4100=${secrets.cookie}` },
    { cookie: secrets.cookie },
    { authorization: '' },
    { authorization: 'Bearer' },
    { authorization: 'Bearer ' },
    { authorization: secrets.token },
    { authorization: `Basic ${secrets.token}` },
    { authorization: `bearer ${secrets.token}` },
    { authorization: `Bearer ${secrets.cookie}` },
    { authorization: `Bearer ${secrets.token}x` },
    { authorization: `Bearer  ${secrets.token}` },
    { authorization: `Bearer ${secrets.token}, Bearer x` },
    { authorization: 'Bearer wrong', cookie },
  ])('%j is nobody', (headers) => {
    expect(callerOf(headers, secrets, address)).toBe(null);
  });
  test('secrets of any length compare', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (a, b) => sameSecret(a, b) === (a === b) && sameSecret(a, a)));
  });
});

describe('where a request comes from', () => {
  const facts = (over: Partial<OriginFacts>, headers: OriginFacts['headers'] = {}): OriginFacts => ({
    method: 'POST',
    upgrade: false,
    page: false,
    caller: 'browser',
    ...over,
    headers: { host: '127.0.0.1:4100', ...headers },
  });
  const own = 'http://127.0.0.1:4100';

  test.each([
    ['a call of the page', facts({}, { origin: own, 'sec-fetch-site': 'same-origin' })],
    ['a call of the page at localhost', facts({}, { host: 'localhost:4100', origin: 'http://localhost:4100' })],
    ['a script of the page', facts({ method: 'GET' }, { 'sec-fetch-site': 'same-origin' })],
    ['an address typed by hand', facts({ method: 'GET', page: true }, { 'sec-fetch-site': 'none' })],
    [
      'a link in a chat page',
      facts(
        { method: 'GET', page: true },
        { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
      ),
    ],
    ['a program with the token', facts({ caller: 'program' })],
    ['a WebSocket of the page', facts({ method: 'GET', upgrade: true }, { origin: own })],
  ])('%s passes', (_name, given) => {
    expect(isOwnOrigin(given, address)).toBe(true);
  });

  test.each([
    ['a form of another site', facts({}, { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })],
    ['another port of this machine', facts({}, { origin: 'http://127.0.0.1:9999', 'sec-fetch-site': 'same-site' })],
    ['another port, old browser', facts({}, { origin: 'http://127.0.0.1:9999' })],
    ['a sandboxed frame', facts({}, { origin: 'null' })],
    ['a POST without origin', facts({})],
    ['a POST with an empty origin', facts({}, { origin: '' })],
    ['the right name, the wrong scheme', facts({}, { origin: 'https://127.0.0.1:4100' })],
    ['the other of our names', facts({}, { origin: 'http://localhost:4100' })],
    ['a name that begins like ours', facts({}, { origin: 'http://127.0.0.1:4100.evil.example' })],
    ['a user name like ours', facts({}, { origin: 'http://127.0.0.1:4100@evil.example' })],
    ['an origin with a path', facts({}, { origin: `${own}/` })],
    ['two origins', facts({}, { origin: `${own}, https://evil.example` })],
    [
      'rebinding',
      facts({}, { host: 'evil.example:4100', origin: 'http://evil.example:4100', 'sec-fetch-site': 'same-origin' }),
    ],
    ['a WebSocket of another site', facts({ method: 'GET', upgrade: true }, { origin: 'https://evil.example' })],
    ['a WebSocket of another port', facts({ method: 'GET', upgrade: true }, { origin: 'http://127.0.0.1:9999' })],
    ['a WebSocket without origin', facts({ method: 'GET', upgrade: true })],
    [
      'an image tag of another site',
      facts(
        { method: 'GET' },
        { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
      ),
    ],
    [
      'a script tag of another port',
      facts(
        { method: 'GET' },
        { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' },
      ),
    ],
    [
      'a frame of another site',
      facts(
        { method: 'GET', page: true },
        { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
      ),
    ],
    [
      'a link of another site to a call',
      facts(
        { method: 'GET', page: false },
        { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
      ),
    ],
    ['a program whose browser names another origin', facts({ caller: 'program' }, { origin: 'https://evil.example' })],
    ['DELETE without origin', facts({ method: 'DELETE' })],
    ['an unknown method', facts({ method: 'get' })],
    ['an unknown site value', facts({ method: 'GET' }, { 'sec-fetch-site': 'anything' })],
  ])('%s is refused', (_name, given) => {
    expect(isOwnOrigin(given, address)).toBe(false);
  });
});

describe('the window', () => {
  const key = 'k'.repeat(43);
  test('a key becomes its hash, which does not show it', () => {
    expect(windowOf(key)).toMatch(/^[0-9a-f]{64}$/);
    expect(windowOf(key)).toBe(windowOf(key));
    expect(windowOf(key)).not.toBe(windowOf(`${key}k`));
  });
  test.each([
    undefined,
    '',
    'dev',
    'k'.repeat(21),
    'k'.repeat(129),
    `${'k'.repeat(30)} `,
    `${'k'.repeat(30)}\n`,
    '密'.repeat(30),
    `${'k'.repeat(30)}.`,
  ])('%j is no key', (given) => {
    expect(windowOf(given)).toBe(null);
  });
  test('a WebSocket offers the plain protocol and its key', () => {
    expect(keyOfProtocols(`desk, desk.${key}`)).toBe(key);
    expect(keyOfProtocols(`desk.${key},desk`)).toBe(key);
  });
  test.each([undefined, '', 'desk', `desk.${key}`, `chat, desk.${key}`, 'DESK, DESK.x'])(
    '%j carries none',
    (header) => {
      expect(keyOfProtocols(header)).toBe(undefined);
    },
  );
});
