import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { phoneRefSchema } from '@contract/training.ts';
import {
  decideExternal,
  decideNavigation,
  decidePhonePage,
  decideWindowOpen,
  externalHosts,
  isAppPage,
} from '../../../src-main/hosts/shell/navigation.ts';
import { decidePermission, type PermissionFacts } from '../../../src-main/hosts/shell/permissions.ts';
import { isTrustedSender, type SenderFacts } from '../../../src-main/hosts/shell/trusted-sender.ts';

/** Addresses that look like the page's own and are not. */
const foreignPages = [
  '',
  ' ',
  'about:blank',
  'about:srcdoc',
  'desk:',
  'desk://',
  'desk://app',
  'desk:///',
  'desk://app.evil.example/',
  'desk://evil.example/',
  'desk://app@evil.example/',
  'desk://evil@app/',
  'desk://app:80/',
  'desk://APP/',
  'DESK://app/',
  'desk://app//',
  'desk://app/../',
  'desk://app/%2e%2e/',
  'desk://app/other.html',
  'desk://app/index.html/',
  'desk://app/index.html?x',
  'desk://app/?x=#/',
  'desk://app\\',
  'desk://app/\\evil',
  ' desk://app/',
  'desk://app/ ',
  'desk://app/\n',
  'desk:/app/',
  'desk:app/',
  'file:///etc/passwd',
  'file://app/',
  'https://app/',
  'http://127.0.0.1:4100/',
  'https://evil.example/#desk://app/',
  'javascript:alert(1)',
  'data:text/html,<script>1</script>',
  'blob:desk://app/1234',
  'filesystem:desk://app/',
  'view-source:desk://app/',
  'chrome://settings',
  'devtools://devtools/',
  'desk://аpp/',
  'desk://app%00/',
  'desk2://app/',
];

describe('navigation', () => {
  test.each([
    'desk://app/',
    'desk://app/index.html',
    'desk://app/#/clients',
    'desk://app/index.html#/clients/1?x=//evil.example',
  ])('%s on top is the page itself', (url) => {
    expect(decideNavigation({ url, mainFrame: true })).toBe('allow');
    expect(decideNavigation({ url, mainFrame: false })).toBe('deny');
  });
  test.each(foreignPages)('%j is denied', (url) => {
    expect(decideNavigation({ url, mainFrame: true })).toBe('deny');
  });
  test('whatever the text, only the page is the page', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.string().map((end) => `desk://app${end}`),
        ),
        (url) => {
          const before = url.split('#')[0];
          return isAppPage(url) === (before === 'desk://app/' || before === 'desk://app/index.html');
        },
      ),
    );
  });
});

describe('outside websites', () => {
  const hosts = ['etax.example.gov.cn'];
  const hostile: unknown[] = [
    undefined,
    null,
    5,
    {},
    [],
    ['https://etax.example.gov.cn/'],
    '',
    'etax.example.gov.cn',
    '//etax.example.gov.cn/',
    'http://etax.example.gov.cn/',
    'ftp://etax.example.gov.cn/',
    'file:///c:/windows/system32/calc.exe',
    'file://etax.example.gov.cn/share/x.exe',
    'smb://etax.example.gov.cn/x',
    'ms-msdt:/id',
    'search-ms:query=x',
    'javascript:alert(1)//https://etax.example.gov.cn/',
    'data:text/html,x',
    'vbscript:x',
    'desk://app/',
    'https://evil.example/',
    'https://etax.example.gov.cn.evil.example/',
    'https://evil.example/etax.example.gov.cn',
    'https://evil.example#etax.example.gov.cn',
    'https://evil.example?https://etax.example.gov.cn/',
    'https://etax.example.gov.cn@evil.example/',
    'https://user@etax.example.gov.cn/',
    'https://user:pass@etax.example.gov.cn/',
    'https://etax.example.gov.cn:8443/',
    'https://evil.example\\@etax.example.gov.cn/',
    'https:\\\\etax.example.gov.cn/',
    'https:etax.example.gov.cn',
    ' https://etax.example.gov.cn/',
    'https://etax.example.gov.cn/\n',
    'https://etax.example.gov.cn/\u0000',
    'https://etax.example.gov.cn/a b',
    'https://etax.example.gov.cn/"x',
    'https://etax.example.gov.cn/`calc`',
    'https://etax.example.gov.cn/|calc',
    'https://etax.example.gov.cn/^&calc',
    'https://sub.etax.example.gov.cn/',
    'https://etax.example.gov.cn./',
    'https://eтax.example.gov.cn/',
    `https://etax.example.gov.cn/${'a'.repeat(2_100)}`,
    'https://',
    'https://[etax.example.gov.cn]/',
    'blob:https://etax.example.gov.cn/1',
    'view-source:https://etax.example.gov.cn/',
  ];
  test.each(hostile)('%j is not opened', (url) => {
    expect(decideExternal(url, hosts)).toBe(null);
  });
  test('a listed page is put together anew', () => {
    expect(decideExternal('https://ETAX.example.gov.cn/a/../b?c=1#d', hosts)).toBe(
      'https://etax.example.gov.cn/b?c=1#d',
    );
    expect(decideExternal('https:///etax.example.gov.cn/', hosts)).toBe('https://etax.example.gov.cn/');
    expect(decideExternal('https://etax.example.gov.cn:443/', hosts)).toBe('https://etax.example.gov.cn/');
  });
  test('today nothing is listed, so nothing opens', () => {
    expect(externalHosts).toEqual([]);
    expect(decideExternal('https://etax.example.gov.cn/')).toBe(null);
  });
  test('what opens is always https on a listed host', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.string().map((part) => `https://etax.example.gov.cn${part}`),
          fc.string().map((part) => `https://${part}etax.example.gov.cn/`),
        ),
        (url) => {
          const opened = decideExternal(url, hosts);
          return opened === null || opened.startsWith('https://etax.example.gov.cn/');
        },
      ),
    );
  });
});

describe('windows of a page', () => {
  test.each([...foreignPages, 'desk://app/', 'https://etax.example.gov.cn/'])('%j never becomes a window', (url) => {
    expect(decideWindowOpen(url)).toEqual({ action: 'deny', external: null });
  });
  test('a listed website goes to the browser instead', () => {
    expect(decideWindowOpen('https://etax.example.gov.cn/x', ['etax.example.gov.cn'])).toEqual({
      action: 'deny',
      external: 'https://etax.example.gov.cn/x',
    });
  });
});

describe('the window of a simulated phone', () => {
  test.each([
    [null, 'desk://app/#/phone'],
    ['handler.h11', 'desk://app/#/phone?of=handler.h11'],
    ['officer.91210102MA0TEST1AA.financeOfficer', 'desk://app/#/phone?of=officer.91210102MA0TEST1AA.financeOfficer'],
  ])('%j has one', (of, page) => {
    expect(decidePhonePage(of)).toBe(page);
    expect(isAppPage(decidePhonePage(of)!)).toBe(true);
  });
  test.each<unknown>([
    undefined,
    '',
    ' ',
    5,
    {},
    [],
    ['handler.h11'],
    true,
    'handler',
    'handler.',
    '.h11',
    'handler..h11',
    'handler.h11.',
    'handler.h11.a.b',
    'window.h11',
    'HANDLER.h11',
    'handler.h11#/clients',
    'handler.h11&of=person.x',
    'handler.h11?x',
    'handler.h11/../clients',
    'handler.%68',
    'handler.h11 ',
    ' handler.h11',
    'handler.h11\n',
    'handler.h11\u0000',
    'handler.林静',
    'handler.h_1',
    'https://evil.example/',
    'desk://app/#/phone',
    '//evil.example',
    'javascript:alert(1)',
    'person.<script>',
    `handler.${'a'.repeat(65)}`,
    'phone.x"y',
    "phone.x'y",
    'phone.x;y',
    'handler.h11\\',
  ])('%j has none', (of) => {
    expect(decidePhonePage(of)).toBe(null);
  });
  test('exactly what the contract takes for somebody has one, and always the same page of ours', () => {
    const near = fc
      .tuple(
        fc.constantFrom('person', 'handler', 'officer', 'phone', 'x'),
        fc.constantFrom('.', '/', '#', ''),
        fc.string({ maxLength: 70 }),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(fc.string(), near, fc.webUrl()), (of) => {
        const page = decidePhonePage(of);
        return (
          phoneRefSchema.safeParse(of).success === (page !== null) &&
          (page === null || (isAppPage(page) && page === `desk://app/#/phone?of=${of}`))
        );
      }),
    );
  });
});

describe('permissions', () => {
  const facts = (over: Partial<PermissionFacts>): PermissionFacts => ({
    permission: 'clipboard-sanitized-write',
    origin: 'desk://app',
    mainFrame: true,
    knownWindow: true,
    ...over,
  });
  test.each(['clipboard-sanitized-write', 'fullscreen'])('our page may use %s', (permission) => {
    expect(decidePermission(facts({ permission }))).toBe(true);
    expect(decidePermission(facts({ permission, origin: 'desk://app/' }))).toBe(true);
  });
  test.each([
    'clipboard-read',
    'deprecated-sync-clipboard-read',
    'media',
    'mediaKeySystem',
    'display-capture',
    'geolocation',
    'geolocation-approximate',
    'notifications',
    'midi',
    'midiSysex',
    'pointerLock',
    'keyboardLock',
    'openExternal',
    'window-management',
    'idle-detection',
    'hid',
    'serial',
    'usb',
    'nfc',
    'fileSystem',
    'storage-access',
    'top-level-storage-access',
    'persistent-storage',
    'background-sync',
    'local-fonts',
    'local-network-access',
    'loopback-network',
    'web-printing',
    'speaker-selection',
    'unknown',
    '',
    'toString',
    'FULLSCREEN',
    'fullscreen ',
  ])('%j is denied even to our page', (permission) => {
    expect(decidePermission(facts({ permission }))).toBe(false);
  });
  test.each<Partial<PermissionFacts>>([
    { origin: undefined },
    { origin: '' },
    { origin: 'null' },
    { origin: 'desk://' },
    { origin: 'desk://app.evil.example' },
    { origin: 'desk://evil' },
    { origin: 'desk://app:1' },
    { origin: 'desk://app//' },
    { origin: 'DESK://app' },
    { origin: 'https://app' },
    { origin: 'file://' },
    { origin: 'https://evil.example' },
    { origin: ' desk://app' },
    { origin: 'desk://app/x' },
    { mainFrame: false },
    { knownWindow: false },
    { embeddingOrigin: 'https://evil.example' },
    { embeddingOrigin: 'desk://app' },
    { mainFrame: false, knownWindow: false },
    { origin: 'devtools://devtools' },
    { origin: 'data:' },
    { origin: 'about:blank' },
  ])('%j is denied', (over) => {
    expect(decidePermission(facts(over))).toBe(false);
  });
});

describe('senders', () => {
  const facts = (over: Partial<SenderFacts>): SenderFacts => ({
    url: 'desk://app/#/clients',
    origin: 'desk://app',
    topFrame: true,
    knownWindow: true,
    current: true,
    ...over,
  });
  test('our page in a window of ours is heard', () => {
    expect(isTrustedSender(facts({}))).toBe(true);
    expect(isTrustedSender(facts({ url: 'desk://app/' }))).toBe(true);
  });
  test.each<Partial<SenderFacts>>([
    { url: null },
    { url: undefined },
    { origin: null },
    { origin: undefined },
    { origin: '' },
    { origin: 'null' },
    { origin: 'desk://app/' },
    { origin: 'desk://evil' },
    { origin: 'desk://app.evil' },
    { origin: 'https://app' },
    { origin: 'file://' },
    { topFrame: false },
    { knownWindow: false },
    { current: false },
    { topFrame: false, knownWindow: false, current: false },
    { url: 'about:blank' },
    { url: '' },
    { url: 'https://evil.example/', origin: 'https://evil.example' },
    { url: 'desk://app/', origin: 'https://evil.example' },
    { url: 'https://evil.example/', origin: 'desk://app' },
    { url: 'blob:desk://app/1' },
    { url: 'data:text/html,x', origin: 'null' },
    { url: 'devtools://devtools/', origin: 'devtools://devtools' },
  ])('%j is not heard', (over) => {
    expect(isTrustedSender(facts(over))).toBe(false);
  });
  test.each(foreignPages)('a page at %j is not heard', (url) => {
    expect(isTrustedSender(facts({ url }))).toBe(false);
  });
});
