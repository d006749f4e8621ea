import { z } from 'zod';
import { instantSchema, procedure } from './procedure.ts';

export const ruleSetSchema = z.enum(['liaoning-2020', 'national-2023']);
export type RuleSetId = z.infer<typeof ruleSetSchema>;

export const keyBackendSchema = z.enum(['keychain', 'passphrase', 'world']);

export const deskStatusSchema = z.object({
  version: z.string(),
  host: z.enum(['electron', 'loopback', 'test']),
  /** `setup`: first run. `passphrase`: the store waits for the office passphrase. `failed`: see `failure`. */
  phase: z.enum(['setup', 'passphrase', 'open', 'failed']),
  failure: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** A training world is marked 演示 everywhere (ADR-0023). */
  profile: z
    .object({
      kind: z.enum(['training', 'office']),
      world: z.string().nullable(),
      name: z.string(),
      agencyName: z.string().nullable(),
    })
    .nullable(),
  ruleSet: ruleSetSchema.nullable(),
  /** G3, L6: entering a client requires the agreement password. */
  asksAgreementPassword: z.boolean(),
  keys: z.object({
    /** The backend that holds the database key, as recorded when it was made. */
    recorded: keyBackendSchema.nullable(),
    /** What the machine offers now; null if there is no usable keychain. */
    keychainAvailable: z.boolean(),
    /** Chinese notice when the backend changed, else null. */
    notice: z.string().nullable(),
  }),
  /** Now, by the desk's clock (a training world's clock can be moved). */
  now: instantSchema,
  lastBackupAt: instantSchema.nullable(),
  /** Chinese: the store is damaged, and which backup to restore; null: no damage known. */
  damage: z.string().nullable(),
  /** Folder of this machine that holds everything the program writes. */
  dataPlace: z.string(),
});
export type DeskStatus = z.infer<typeof deskStatusSchema>;

/** Versions and locations that support asks for. */
export const aboutFactsSchema = z.object({
  program: z.string(),
  /** Null on the loopback host, where the browser is the user's. */
  electron: z.string().nullable(),
  chromium: z.string().nullable(),
  node: z.string(),
  sqlite: z.string(),
  /** The encryption of the database. */
  cipher: z.string(),
  /** Name, release and processor of the operating system. */
  system: z.string(),
  /** As `dataPlace` of the status. */
  dataPlace: z.string(),
});
export type AboutFacts = z.infer<typeof aboutFactsSchema>;

export const desk = {
  /** Which desk this host serves and whether it is open. */
  status: procedure.open.route({ method: 'GET', path: '/desk/status', summary: '工作台状态' }).output(deskStatusSchema),
  /** Program and system facts, to copy for support. */
  about: procedure.open.route({ method: 'GET', path: '/desk/about', summary: '关于本程序' }).output(aboutFactsSchema),
};
