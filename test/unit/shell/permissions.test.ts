import { describe, expect, test } from 'vitest';
import { decidePermission, type PermissionFacts } from '../../../src-main/hosts/shell/permissions.ts';
import { isTrustedSender, type SenderFacts } from '../../../src-main/hosts/shell/trusted-sender.ts';
import { foreignPages } from './foreign-pages.ts';

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
