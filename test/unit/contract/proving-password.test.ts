import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { isContractProcedure } from '@orpc/contract';
import { contract } from '@contract/index.ts';
import { proceduresOf } from '../../../scripts/docs/procedures.ts';

/** Inputs by which somebody proves who they are, and where the password stands in each. */
const proofs: [procedure: string, field: string, input: (password: string) => unknown][] = [
  ['signIn.firm', 'password', (password) => ({ taxpayerId: '91350100M000100Y43', password })],
  ['signIn.staff', 'proof.password', (password) => staff({ kind: 'password', password })],
  ['enterpriseSignIn.firm', 'password', (password) => ({ taxpayerId: '91350100M000100Y43', password })],
  ['session.unlock', 'personalPassword', (personalPassword) => ({ personalPassword })],
  ['vault.open', 'personalPassword', (personalPassword) => ({ personalPassword })],
  ['authenticator.begin', 'personalPassword', (personalPassword) => ({ personalPassword })],
  ['person.setPassword', 'oldPassword', (oldPassword) => ({ oldPassword, newPassword: 'Kp7#mZ2w' })],
  ['session.setPersonalPassword', 'oldPassword', (oldPassword) => ({ oldPassword, newPassword: 'Kp7#mZ2w' })],
];
const staff = (proof: unknown) => ({ flow: 'f', handlerId: 'h', proof });

function schemaOf(name: string): z.ZodType {
  const node = name.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], contract);
  if (!isContractProcedure(node)) throw new Error(`${name} is no procedure`);
  return node['~orpc'].inputSchema as z.ZodType;
}
function problemsOf(name: string, input: unknown): { field: string; message: string }[] {
  const { error } = schemaOf(name).safeParse(input);
  return (error?.issues ?? []).map(({ path, message }) => ({ field: path.join('.'), message }));
}

describe('a password that proves somebody', () => {
  it.each(proofs)(
    'B6, J2: %s refuses what cannot be right by name of the field, so that it is no try',
    (name, field, input) => {
      expect(problemsOf(name, input('Renyuan-2026'))).toEqual([]);
      // Full-width signs are read as plain ones when it is checked.
      expect(problemsOf(name, input('Ｒenyuan-２026'))).toEqual([]);
      expect(problemsOf(name, input('Renyuan-2026 '))).toEqual([
        { field, message: expect.stringMatching(/第 13 个字符是空格/) },
      ]);
      expect(problemsOf(name, input('\u3000Renyuan-2026'))).toEqual([
        { field, message: expect.stringMatching(/第 1 个字符是空格/) },
      ]);
      expect(problemsOf(name, input('Renyuan-2026\u200b'))).toEqual([
        { field, message: expect.stringMatching(/第 13 个字符看不见/) },
      ]);
      expect(JSON.stringify(problemsOf(name, input('Renyuan-2026 ')))).not.toContain('Renyuan');
    },
  );

  it('H7: an agreement password is taken as the client gave it on paper, blanks and all', () => {
    const how = { kind: 'password', agreementPassword: '委托 2026 ' };
    expect(problemsOf('clients.enter', { clientId: 'c', with: how })).toEqual([]);
  });

  it('D3: a one-time code of an admin is taken as it is read off paper', () => {
    for (const ticket of ['7K2M-QX4D-9A3B-0C1D', ' 7k2m qx4d 9a3b 0c1d ', '７Ｋ２Ｍ—QX4D 9A3B 0C1D'])
      expect(problemsOf('signIn.staff', staff({ kind: 'password', password: ticket }))).toEqual([]);
  });

  it('B6: no procedure takes a password of the bureau as a proof without it', () => {
    const known = new Set(proofs.map(([name]) => name));
    const others = proceduresOf(contract).flatMap(({ name }) =>
      known.has(name) || !/"(personalPassword|oldPassword)"/.test(shapeOf(name)) ? [] : [name],
    );
    for (const name of others)
      for (const field of ['personalPassword', 'oldPassword'])
        if (shapeOf(name).includes(`"${field}"`) && name !== 'setup.createOffice')
          expect(problemsOf(name, { [field]: 'Renyuan-2026 ' }), name).toContainEqual({
            field,
            message: expect.stringContaining('空格'),
          });
    expect(others).toContain('vault.reveal');
  });
});

function shapeOf(name: string): string {
  const schema = schemaOf(name) as z.ZodType | undefined;
  return schema && 'shape' in schema ? JSON.stringify(Object.keys(schema.shape as object)) : '';
}
