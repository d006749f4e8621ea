import { z } from 'zod';

/** Every rule of docs/rules. Written by `npm run docs` from their texts; `npm test` fails when it is out of date. */
export const ruleIds = [
  'A1', 'A2', 'A3', 'A4', 'A5',
  'B1', 'B2', 'B3', 'B4', 'B5', 'B6', 'B7', 'B8', 'B9',
  'C1', 'C2',
  'D1', 'D2', 'D3', 'D4', 'D5',
  'E1', 'E2', 'E3', 'E4', 'E5', 'E6', 'E7',
  'F1', 'F2',
  'G1', 'G2', 'G3', 'G4', 'G5',
  'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'H7',
  'I1', 'I2', 'I3',
  'J1', 'J2', 'J3', 'J4',
  'K1', 'K2', 'K3', 'K4', 'K5',
  'L1', 'L2', 'L3', 'L4', 'L5', 'L6',
] as const;

/** Number of a rule (`G3`). */
export const ruleIdSchema = z.enum(ruleIds);
export type RuleId = (typeof ruleIds)[number];
