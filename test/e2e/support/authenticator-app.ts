import { Secret, TOTP } from 'otpauth';

/** An authenticator app with one account. Steps are counted from when it was made: a code is good once, and ahead of its time by a step. */
export class AuthenticatorApp {
  readonly #since = Date.now();
  constructor(private readonly secret: string) {}

  /** The code of the step in which the secret was taken over, or of one after it. */
  code(steps = 0): string {
    return new TOTP({ secret: Secret.fromBase32(this.secret) }).generate({ timestamp: this.#since + steps * 30_000 });
  }

  /** Six digits that are none of its codes about now. */
  wrong(): string {
    const near = [-2, -1, 0, 1, 2, 3].map((steps) => this.code(steps));
    return (
      ['000000', '000001', '000002', '000003', '000004', '000005', '000006'].find((code) => !near.includes(code)) ?? ''
    );
  }
}
