import { z } from 'zod';

/** Kinds of identity documents (K2, K4). */
export const idTypeSchema = z.enum(['residentIdentityCard', 'chinesePassport', 'hongKongMacauPermit', 'taiwanPermit', 'foreignPassport']);
