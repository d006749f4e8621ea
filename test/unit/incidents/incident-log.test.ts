import { expect, test } from 'vitest';
import { incidentLine, redact } from '../../../src-main/incidents/incident-log.ts';

const kept = [
  'TypeError: cannot read properties of undefined',
  'at status (/app/out/main/chunks/router-abc12345.js:12:9)',
  'SQLITE_FULL: database or disk is full',
  '客户列表读取失败',
];

test.each([
  ['password: "Abc123!x"', 'Abc123!x'],
  ['密码：Abc123!x', 'Abc123!x'],
  ['{"agreementPassword":"Qwer!234"}', 'Qwer!234'],
  ['Authorization: Bearer abc.def-123', 'abc.def-123'],
  ['GET /?token=vS-gvRWKQuZT56x_y', 'vS-gvRWKQuZT56x_y'],
  ['GET /?next=%2Fpassword%3DGeheim-1', 'Geheim-1'],
  ['recoveryKey=AAAA-BBBB-CCCC', 'AAAA-BBBB-CCCC'],
  ['验证码 123456 code: 123456', 'code: 123456'],
  ['client 91110108551385082Q failed', '91110108551385082Q'],
  ['id 11010519491231002X', '11010519491231002X'],
  ['mobile 13812345678', '13812345678'],
  ['old number 210102196001010', '210102196001010'],
  ['file:///C:/li%2013812345678/host.js', '13812345678'],
  ['file:///C:/%E6%9D%8E91110108551385082Q/a', '91110108551385082Q'],
  [`key ${'a1B2'.repeat(11)}`, 'a1B2a1B2'],
  [`desk.${'a'.repeat(43)}`, 'aaaaaaaa'],
])('takes the secret out of %j', (text, secret) => {
  expect(redact(text)).not.toContain(secret);
});

test.each(kept)('keeps what an engineer needs: %j', (text) => {
  expect(redact(text)).toBe(text);
});

test('an incident is one line of JSON', () => {
  const line = incidentLine({
    id: 'ABCD-2345',
    place: 'desk.status',
    name: 'Error',
    message: 'a\nb',
    stack: 'Error: password=x1\n at y',
  });
  expect(line).not.toContain('\n');
  expect(JSON.parse(line)).toMatchObject({
    incident: 'ABCD-2345',
    place: 'desk.status',
    message: 'a\nb',
    stack: 'Error: password=…\n at y',
  });
});
