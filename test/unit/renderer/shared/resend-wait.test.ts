import { describe, expect, it } from 'vitest';
import { resendWait } from '../../../../src-renderer/shared/pure/resend-wait.ts';

describe('the wait for another code', () => {
  const sentAt = Date.parse('2026-11-24T01:00:00.000Z');
  const resendAt = '2026-11-24T01:01:00.000Z';

  it.each([
    [0, 60],
    [1, 60],
    [999, 60],
    [1000, 59],
    [59_001, 1],
    [60_000, 0],
    [61_000, 0],
  ])('J1: %d ms after the code it is %d seconds', (after, seconds) => {
    expect(resendWait(resendAt, sentAt + after)).toBe(seconds);
  });

  it('J1: is never more than 60 seconds, although a window’s clock runs behind the desk’s by a call', () => {
    for (const behind of [1, 40, 900, 30_000]) expect(resendWait(resendAt, sentAt - behind)).toBe(60);
  });
});
