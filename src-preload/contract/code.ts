import { z } from 'zod';

/** Digits of a code that is sent to a mobile (J1). */
export const codeLength = 6;

/** A code as the contract takes it. */
export const codeSchema = z.string().regex(new RegExp(`^\\d{${codeLength}}$`), `验证码为${codeLength}位数字`);
