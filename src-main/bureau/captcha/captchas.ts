import { randomInt, randomUUID } from 'node:crypto';
import type { Captcha, CaptchaKind } from '@contract/person-sign-in.ts';
import { codeMatches, hashCode } from '../../keys/code-hash.ts';
import { momentOf, passedSince, type Moment } from '../clock/elapsed.ts';
import type { Clock } from '../ground/ports.ts';
import { drawCaptcha, type Below } from './draw.ts';
import { captchaAlphabet } from './glyphs.ts';
import { makeSum } from './sum.ts';

export const captchaLength = 4;
/** Windows that have one in hand; the longest unanswered one goes first. A restart voids them all, which costs a press on 换一张. */
const keptAtMost = 5_000;

/** A new answer, the same for the same numbers drawn. */
export function newAnswer(below: Below): string {
  return Array.from({ length: captchaLength }, () => captchaAlphabet[below(captchaAlphabet.length)] ?? '').join('');
}

/** What a typed answer is compared as: full-width or small letters and blanks make no difference. */
const asTyped = (answer: string): string => answer.normalize('NFKC').replace(/\s/gu, '').toUpperCase();

/** Captchas (F1): one in hand a window, good once, for two minutes; only the keyed hash of its answer is kept. */
export class Captchas {
  readonly #inHand = new Map<string, { id: string; kind: CaptchaKind; hash: string; made: Moment }>();

  /** @param key 32 bytes of this desk; @param below random numbers, which tests draw themselves */
  constructor(
    private readonly clock: Clock,
    private readonly key: Buffer,
    /** F1, in milliseconds. */
    private readonly lifetime: number,
    private readonly below: Below = (bound) => randomInt(bound),
  ) {}

  /** A new one for a window, in the place of the one it had. */
  make(window: string, kind: CaptchaKind): Captcha {
    const id = randomUUID();
    const sum = kind === 'sum' ? makeSum(this.below) : null;
    const answer = sum?.answer ?? newAnswer(this.below);
    const made = momentOf(this.clock);
    this.#inHand.delete(window);
    for (const oldest of this.#inHand.keys()) {
      if (this.#inHand.size < keptAtMost) break;
      this.#inHand.delete(oldest);
    }
    this.#inHand.set(window, { id, kind, hash: hashCode(this.key, `captcha ${id}`, answer), made });
    return {
      captcha: id,
      kind,
      picture: sum ? null : drawCaptcha(answer, this.below),
      question: sum?.text ?? null,
      expiresAt: new Date(made.at + this.lifetime).toISOString(),
    };
  }

  /** Of which kind the captcha in hand is, to name it as the page does; null where there is none. */
  kindOf(window: string): CaptchaKind | null {
    return this.#inHand.get(window)?.kind ?? null;
  }

  /** Whether an answer is right. Either way the captcha is used up: of two answers sent side by side one is looked at. */
  answer(window: string, id: string, typed: string): boolean {
    const held = this.#inHand.get(window);
    this.#inHand.delete(window);
    if (held?.id !== id) return false;
    const { atLeast, atMost } = passedSince(this.clock, held.made);
    // Before its own making means that the clock was set back.
    if (atMost >= this.lifetime || atLeast < 0) return false;
    return codeMatches(held.hash, this.key, `captcha ${id}`, asTyped(typed));
  }
}
