/**
 * Makes the password verifiers that the training worlds ship (ADR-0026), at the cost of production, into
 * resources/worlds/verifiers.json. They are sample data: the passwords stand beside them, and so does the wrapping key of the staff
 * password, so that building a world runs no Argon2id. Run again when the cost in keys/password.ts is raised, or a password changes:
 *
 *   tsx --tsconfig src-main/tsconfig.json scripts/build-world-verifiers.ts
 */
import { writeFile } from 'node:fs/promises';
import { checkPassword } from '@contract/validators/password.ts';
import { createPasswordHasher } from '../src-main/keys/password.ts';

const passwords = {
  firm: 'Jigou-2026',
  staff: 'Renyuan-2026',
  agreement: 'Xieyi-2026',
  enterprise: 'Weituo-2026',
  person: 'Ziran-2026',
};

const hasher = createPasswordHasher();
const made: Record<string, unknown> = {};
for (const [name, password] of Object.entries(passwords)) {
  const checked = checkPassword(password);
  if (!checked.ok) throw new Error(`${name}: ${checked.problem}`);
  const { stored, wrapKey } = await hasher.hashPassword(password);
  made[name] = name === 'staff' ? { password, stored, wrapKey: wrapKey.toString('base64url') } : { password, stored };
}
const file = new URL('../resources/worlds/verifiers.json', import.meta.url);
await writeFile(file, `${JSON.stringify({ parameters: hasher.parameters, ...made }, null, 2)}\n`);
