import { z } from 'zod';
import {
  clientListColumns,
  dossierListColumns,
  type ClientListColumn,
  type DossierListColumn,
} from './client-words.ts';
import { daySchema, idSchema, instantSchema, procedure, secretSchema } from './procedure.ts';
import { listFileSchema, listFormatSchema } from './list-files.ts';
import { openClientSchema } from './session.ts';
import { plainText, readable } from './validators/plain-text.ts';
import { formulaRemedy, isFormulaText } from './validators/formula-text.ts';
import { keptBecauseSchema, storedTaxpayerIdSchema } from './validators/stored-taxpayer-id.ts';

/** H3, plus `none` for a client that the office knows without any agreement. */
export const agreementStateSchema = z.enum([
  'proposed',
  'recognised',
  'inForce',
  'suspended',
  'expired',
  'cancelled',
  'declined',
  'lapsed',
  'none',
]);
export type AgreementState = z.infer<typeof agreementStateSchema>;

export const taxpayerKindSchema = z.enum(['general', 'smallScale']);

export const clientRowSchema = z.object({
  clientId: idSchema,
  name: z.string(),
  taxpayerId: z.string(),
  taxpayerKind: taxpayerKindSchema,
  colour: z.number().int().min(0).max(9),
  agreement: z.object({
    state: agreementStateSchema,
    firstDay: daySchema.nullable(),
    lastDay: daySchema.nullable(),
    recordedByAgency: z.boolean(),
  }),
  assigned: z.array(z.object({ handlerId: idSchema, name: z.string() })),
  /** When this staff member last entered the client. */
  lastEnteredAt: instantSchema.nullable(),
  favourite: z.boolean(),
  /** 停止服务: from which day and why; `begun` is false for a day to come. Null: the client is served. */
  stopped: z.object({ day: daySchema, reason: z.string(), by: z.string(), begun: z.boolean() }).nullable(),
  /** The vault remembers an agreement password that is not known to be stale. */
  remembered: z.boolean(),
  /** Chinese reason why it cannot be entered now (G4, stopped), or null. */
  cannotEnter: z.string().nullable(),
  /** From the office's own file of the client, where it was asked for. */
  file: z.object({ address: z.string(), contact: z.string(), note: z.string() }).optional(),
});
export type ClientRow = z.infer<typeof clientRowSchema>;

export const clientFilterSchema = z.object({
  states: z.array(agreementStateSchema).optional(),
  /** In force and ends within this number of days. */
  endingWithinDays: z.number().int().min(1).max(366).optional(),
  favourite: z.boolean().optional(),
  /** Clients of one staff member. */
  handlerId: idSchema.optional(),
  remembered: z.boolean().optional(),
  /** Clients that have all of these tags. */
  tags: z.array(z.string().max(20)).max(30).optional(),
  /** Clients that the office serves (left out: these), those that it has stopped, or both. */
  service: z.enum(['served', 'stopped', 'all']).optional(),
});
/** Every column of the list can sort it; what has no value in it comes last, by name. */
export const clientSortSchema = z.enum(['relevance', ...(Object.keys(clientListColumns) as [ClientListColumn])]);
export type ClientSort = z.infer<typeof clientSortSchema>;

export const clientSearchSchema = z.object({
  /** Chinese name, pinyin, pinyin initials, or any part of the taxpayer id. */
  query: z.string().max(100).default(''),
  filter: clientFilterSchema.default({}),
  sort: clientSortSchema.default('relevance'),
  descending: z.boolean().default(false),
  /** Rows have their `file`: asked for only while such a column is shown. */
  withFile: z.boolean().optional(),
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(200).default(50),
});

export const clientListColumnSchema = z.enum(Object.keys(clientListColumns) as [ClientListColumn]);
/** What a file of the list can hold. */
const clientFileColumnSchema = z.enum([
  ...(Object.keys(clientListColumns) as [ClientListColumn]),
  ...(Object.keys(dossierListColumns) as [DossierListColumn]),
]);

/** The identity of a client: the bureau's record, or what the office typed if the bureau has none. */
export const clientIdentitySchema = z.object({
  name: readable(z.string().trim().min(2, '请输入企业名称').max(100, '企业名称过长')).refine(
    (text) => !isFormulaText(text) && !/^[=＝]/u.test(text),
    `企业名称${formulaRemedy}`,
  ),
  /** One that the rules have doubts about is added or corrected with `keptBecause` only (K3). */
  taxpayerId: storedTaxpayerIdSchema,
  taxpayerKind: taxpayerKindSchema,
});

/** The office's own file of a client; empty text means absent. */
export const clientFileSchema = z.object({
  address: z.string().trim().max(200).default(''),
  contact: z.string().trim().max(100).default(''),
  note: z.string().trim().max(1000).default(''),
});
export type ClientIdentity = z.output<typeof clientIdentitySchema>;
export type ClientFile = z.output<typeof clientFileSchema>;

/** The data of a client that a person types or pastes. */
export const clientInputSchema = z.object({
  ...clientIdentitySchema.shape,
  taxpayerKind: taxpayerKindSchema.default('smallScale'),
  ...clientFileSchema.shape,
});

/** H7: a signed paper agreement, recorded by the agency. */
export const paperAgreementSchema = z.object({
  firstDay: daySchema,
  lastDay: daySchema,
  /** Permission functions; each must be grantable (H4). */
  functions: z.array(z.string()).min(1, '请至少选择一项委托事项'),
  /** The agreement password that the client gave (H6); omitted only if the rule set asks none (L6). */
  agreementPassword: secretSchema.optional(),
});

export const clients = {
  search: procedure.office
    .route({ path: '/clients/search', summary: '客户检索' })
    .input(clientSearchSchema)
    .output(
      z.object({
        total: z.number().int(),
        rows: z.array(clientRowSchema),
        /** Clients in scope of the `service` asked for, otherwise unfiltered. */ all: z.number().int(),
        /** Clients that match as well, but are stopped; 0 where `service` asks for them. */ stopped: z.number().int(),
      }),
    ),
  /** All clients that a search finds, as a file for a spreadsheet. The file never contains a secret. */
  export: procedure.office
    .meta({ maxBytes: 8 * 1024 * 1024 })
    .route({ path: '/clients/export', summary: '导出客户名单' })
    .input(
      clientSearchSchema.omit({ offset: true, limit: true, withFile: true }).extend({
        columns: z.array(clientFileColumnSchema).min(1, '请至少选择一列'),
        format: listFormatSchema,
        /** Only these, whatever else the search asks for; its order stays. */
        clientIds: z.array(idSchema).min(1).max(100_000).optional(),
      }),
    )
    .output(listFileSchema),
  get: procedure.office
    .route({ method: 'GET', path: '/clients/{clientId}', summary: '客户详情' })
    .input(z.object({ clientId: idSchema }))
    .output(
      clientRowSchema.extend({
        address: z.string(),
        contact: z.string(),
        note: z.string(),
        functions: z.array(z.string()),
        /** Its identity is only what the office typed. */ typedByOffice: z.boolean(),
        /** Grows with every change; given back on edit. */ revision: z.number().int(),
        /** Windows in which it stands open now, whoever's. */ openWindows: z.number().int(),
      }),
    ),
  /** Clients that this staff member entered recently, newest first. */
  recents: procedure.office
    .route({ method: 'GET', path: '/clients/recents', summary: '最近进入' })
    .output(z.array(clientRowSchema)),
  setFavourite: procedure.office
    .route({ path: '/clients/{clientId}/favourite', summary: '收藏客户' })
    .input(z.object({ clientId: idSchema, favourite: z.boolean() }))
    .output(z.void()),
  /** G3: agreement password, or the one in the open vault (`remembered`). Opens a client session of this window. */
  enter: procedure.office
    .route({ path: '/clients/{clientId}/enter', summary: '代理机构登录第三步：进入客户' })
    .input(
      z.object({
        clientId: idSchema,
        with: z.discriminatedUnion('kind', [
          z.object({
            kind: z.literal('password'),
            /** B6 is not checked: for a paper agreement the client may have given any password (H7). */
            agreementPassword: secretSchema,
            remember: z.boolean().default(false),
          }),
          z.object({ kind: z.literal('remembered') }),
          /** L6: for rule sets that ask no agreement password. */
          z.object({ kind: z.literal('agreement') }),
        ]),
      }),
    )
    .output(openClientSchema),
  /** Ends the client session and removes its tab. An unknown or ended session is no error: the tab is removed. */
  leave: procedure.office
    .route({ path: '/clients/leave', summary: '关闭客户' })
    .input(z.object({ clientId: idSchema }))
    .output(z.void()),
  /** Adds a client by hand; with `agreement`, also records the paper agreement (H7, office profile only). */
  add: procedure.office
    .route({ path: '/clients', summary: '新增客户' })
    .input(
      clientInputSchema.extend({
        agreement: paperAgreementSchema.optional(),
        /** Why a number that breaks its check is kept (SECOND_LOOK). */
        keptBecause: keptBecauseSchema.default(''),
      }),
    )
    .output(z.object({ clientId: idSchema })),
  /** Saves the office's own file of a client. It cannot change the identity: an identity that differs from the record is refused. */
  edit: procedure.office
    .route({ path: '/clients/{clientId}/edit', summary: '修改客户资料' })
    .input(
      clientFileSchema
        .extend(clientIdentitySchema.partial().shape)
        .extend({ clientId: idSchema, revision: z.number().int() }),
    )
    .output(z.void()),
  /** Corrects the identity of an enterprise that only the office typed; only the bureau changes an identity on its record. */
  correct: procedure.admin
    .route({ path: '/clients/{clientId}/correct', summary: '更正企业登记信息' })
    .input(
      clientIdentitySchema.extend({
        clientId: idSchema,
        revision: z.number().int(),
        reason: plainText(z.string().trim().min(1, '请填写更正原因').max(200)),
        /** The enterprise itself has another name or number now: the old ones are kept as former ones in its dossier. */
        renamed: z.boolean().default(false),
        /** Why a new number that breaks its check is kept (SECOND_LOOK). */
        keptBecause: keptBecauseSchema.default(''),
      }),
    )
    .output(z.void()),
  /**
   * 停止服务: from `day` on the client is none of the daily work and cannot be entered; open client sessions end that day. Nothing of it is erased. For admins
   * and leaders; a client that is stopped already is stopped anew, with another day or reason.
   */
  stop: procedure.office
    .route({ path: '/clients/{clientId}/stop', summary: '停止服务' })
    .input(
      z.object({
        clientId: idSchema,
        day: daySchema,
        reason: plainText(z.string().trim().min(1, '请填写停止服务的原因').max(200, '最多200个字')),
        revision: z.number().int(),
      }),
    )
    .output(z.void()),
  /** 恢复服务: a stopped client is served again, as it was; a planned stop is called off. For admins and leaders. */
  resume: procedure.office
    .route({ path: '/clients/{clientId}/resume', summary: '恢复服务' })
    .input(z.object({ clientId: idSchema, revision: z.number().int() }))
    .output(z.void()),
  /** Erases a client that nothing ever happened to, with its accounts; any other one is refused (CLIENT_HAS_HISTORY) and can be stopped. */
  remove: procedure.admin
    .route({ path: '/clients/{clientId}/remove', summary: '删除客户' })
    .input(
      z.object({
        clientId: idSchema,
        reason: plainText(z.string().trim().min(1, '请填写删除原因').max(200, '最多200个字')),
        revision: z.number().int(),
      }),
    )
    .output(z.void()),
  /** H7 on a client that exists: a new or renewed paper agreement. */
  recordAgreement: procedure.admin
    .route({ path: '/clients/{clientId}/agreement', summary: '录入纸质协议' })
    .input(paperAgreementSchema.extend({ clientId: idSchema }))
    .output(z.void()),
  /** H2, H3: the agency cancels; open client sessions end. */
  cancelAgreement: procedure.admin
    .route({ path: '/clients/{clientId}/agreement/cancel', summary: '终止协议' })
    .input(z.object({ clientId: idSchema, reason: plainText(z.string().trim().min(1, '请填写终止原因').max(200)) }))
    .output(z.void()),
  /** H5: assigns staff to these clients; removing an assignment ends that person's open client sessions. */
  assign: procedure.admin
    .route({ path: '/clients/assign', summary: '分配客户' })
    .input(z.object({ clientIds: z.array(idSchema).min(1).max(1000), handlerIds: z.array(idSchema).max(20) }))
    .output(z.void()),
  /** Staff members, for filter and assignment. */
  staff: procedure.office
    .route({ method: 'GET', path: '/clients/staff', summary: '待办人员' })
    .output(
      z.array(
        z.object({ handlerId: idSchema, name: z.string(), teamName: z.string().nullable(), clients: z.number().int() }),
      ),
    ),
};
