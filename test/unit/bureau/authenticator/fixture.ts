import { Secret, TOTP } from 'otpauth';
import { passwords, testBureau } from '../fixture.ts';

/** How long a code is shown, in milliseconds. */
export const step = 30_000;

/** What an authenticator app shows for a secret at an instant: the library asked as an app would, apart from the engine. */
export const appCode = (secret: string, at: number): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at });

/** Six digits that the secret gives nowhere near an instant. */
export function noCode(secret: string, at: number): string {
  const near = [-2, -1, 0, 1, 2].map((steps) => appCode(secret, at + steps * step));
  return ['000000', '000001', '000002', '000003', '000004', '000005'].find((code) => !near.includes(code)) ?? '';
}

/** The agency of {@link testBureau} in the office profile, where 动态口令 takes the place of SMS. */
export async function testAuthenticator() {
  const desk = await testBureau({ training: false });
  const { bureau, clock } = desk;
  const secrets = new Map<string, string>();
  return {
    ...desk,
    secrets,
    db: desk.store.db,
    later: (ms: number) => {
      clock.at(clock.now() + ms);
    },
    /** Sets one up by the front door, with the first code of its app. @returns its secret, base32 */
    async setUp(handlerId = 'sun'): Promise<string> {
      const staff = await desk.login(handlerId, `set-up of ${handlerId}`);
      const { setUp, secret } = await bureau.ownAuthenticator.begin(staff, passwords.staff);
      await bureau.ownAuthenticator.confirm(staff, { setUp, code: appCode(secret, clock.now()) });
      await bureau.sessions.signOut(staff.window);
      secrets.set(handlerId, secret);
      return secret;
    },
    /** What the person's app shows now, or so many steps from now. */
    code: (handlerId = 'sun', steps = 0): string => appCode(secrets.get(handlerId) ?? '', clock.now() + steps * step),
    wrong: (handlerId = 'sun'): string => noCode(secrets.get(handlerId) ?? '', clock.now()),
    /** Steps 1 and 2 with a code. @returns `in`, or the code of the refusal */
    async logInBy(code: string, handlerId = 'sun', window = 'w1'): Promise<string> {
      const { flow } = await desk.firm(window);
      return bureau.signIn.staff({ flow, handlerId, proof: { kind: 'code', code } }, desk.caller(window)).then(
        () => 'in',
        (error: { code: string }) => error.code,
      );
    },
  };
}
export type AuthenticatorDesk = Awaited<ReturnType<typeof testAuthenticator>>;
