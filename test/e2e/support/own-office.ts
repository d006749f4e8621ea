import { expect } from '@playwright/test';

/** An own office as a spec founds it; numbers are published samples (K1, K2). */
export const ownOffice = {
  agency: { name: '沈阳诚信财税代理有限公司', taxpayerId: '91350100M000100Y43', password: 'Dengta#58kx' },
  admin: { name: '王丽', capacity: 'legalRepresentative', idType: 'residentIdentityCard', idNumber: '11010519491231002X', mobile: '13900001111', personalPassword: 'Lanse#73qm' },
  ruleSet: 'liaoning-2020',
  passphrase: 'correct-horse-battery-9',
} as const;

/** Founds the office at once, as the first-run page would. @param more in place of what a spec usually founds. @returns the printed recovery key */
export async function foundOffice(address: string, more: { passphrase?: undefined } = {}): Promise<string> {
  const { origin, searchParams } = new URL(address);
  const answer = await fetch(`${origin}/api/setup/office`, {
    method: 'POST',
    headers: { authorization: `Bearer ${searchParams.get('token') ?? ''}`, 'x-desk-window': 'e2e-founding-of-the-own-office-window', 'content-type': 'application/json' },
    body: JSON.stringify({ ...ownOffice, acceptsOneMachine: true, ...more }),
  });
  const body = await answer.json() as { recoveryKey: string };
  expect(answer.status, JSON.stringify(body)).toBe(200);
  return body.recoveryKey;
}
