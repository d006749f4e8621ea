import { expect } from '@playwright/test';
import type { RunningHost } from './running-host.ts';

/** An own office as a spec founds it; numbers are published samples (K1, K2). */
export const ownOffice = {
  agency: { name: '沈阳诚信财税代理有限公司', taxpayerId: '91350100M000100Y43', password: 'Dengta#58kx' },
  admin: {
    name: '王丽',
    capacity: 'legalRepresentative',
    idType: 'residentIdentityCard',
    idNumber: '11010519491231002X',
    mobile: '13900001111',
    personalPassword: 'Lanse#73qm',
  },
  ruleSet: 'liaoning-2020',
  passphrase: 'correct-horse-battery-9',
} as const;

/** Founds the office at once, as the first-run page would. @param more in place of what a spec usually founds. @param kept whether the key is typed back. @returns the printed recovery key */
export async function foundOffice(
  host: Pick<RunningHost, 'call'>,
  more: { passphrase?: undefined } = {},
  kept = true,
): Promise<string> {
  const { status, body } = await host.call({
    method: 'POST',
    path: '/setup/office',
    body: { ...ownOffice, acceptsOneMachine: true, ...more },
  });
  expect(status, JSON.stringify(body)).toBe(200);
  const { recoveryKey } = body as { recoveryKey: string };
  if (kept)
    expect((await host.call({ method: 'POST', path: '/setup/recovery-key-kept', body: { recoveryKey } })).status).toBe(
      200,
    );
  return recoveryKey;
}
