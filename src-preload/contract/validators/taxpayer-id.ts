import { z } from 'zod';

/** Taxpayer id (K1, K3). */
export const taxpayerIdSchema = z.string().trim().min(15, '纳税人识别号为15、17、18或20位').max(20, '纳税人识别号为15、17、18或20位');
