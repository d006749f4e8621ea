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
import { foreignPages } from './foreign-pages.ts';

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
