import { z } from 'zod';

/** Mobile number (K4). */
export const mobileSchema = z.string().trim().regex(/^1[3-9]\d{9}$/, '手机号码为11位数字');
