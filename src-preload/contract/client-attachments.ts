import { z } from 'zod';
import { defaultMaxBytes, idSchema, instantSchema, procedure } from './procedure.ts';
import { pieceBytes } from './shell.ts';
import { takenPieceSchema, uploadPieceSchema, uploadSchema } from './upload.ts';
import { plainText, readable } from './validators/plain-text.ts';

const mb = 1024 * 1024;
/** Maximum bytes of one attachment, of a client's, of the office's, and of all uploads at once; maximum number a client. */
export const attachmentLimits = {
  bytes: 20 * mb,
  client: 200 * mb,
  office: 4096 * mb,
  together: 80 * mb,
  number: 200,
} as const;

export const attachmentKindNames = {
  agreement: '代理协议',
  licence: '营业执照',
  identity: '身份证件',
  authorisation: '授权书',
  other: '其他',
} as const;
export type AttachmentKind = keyof typeof attachmentKindNames;
const kindSchema = z.enum(Object.keys(attachmentKindNames) as [AttachmentKind]);

const noteSchema = plainText(z.string().trim().max(200, '最多200个字'));
const ref = { clientId: idSchema, attachmentId: idSchema };

const attachmentSchema = z.object({
  attachmentId: idSchema,
  /** Cleaned, with the ending of what the content is. */
  name: z.string(),
  kind: kindSchema,
  note: z.string(),
  format: z.enum(['pdf', 'jpg', 'png']),
  bytes: z.number().int(),
  /** Of the content, in hex. */
  sha256: z.string(),
  agreementId: idSchema.nullable(),
  addedAt: instantSchema,
  /** Name of who added it. */
  addedBy: z.string(),
});
export type Attachment = z.output<typeof attachmentSchema>;

const path = '/clients/{clientId}/attachments';

/** 附件: files that the office keeps of a client. */
export const clientAttachments = {
  list: procedure.office
    .route({ method: 'GET', path, summary: '客户附件' })
    .input(z.object({ clientId: idSchema }))
    .output(
      z.object({
        attachments: z.array(attachmentSchema),
        /** Agreements of the client that an attachment may be linked with. */
        agreements: z.array(z.object({ agreementId: idSchema, firstDay: z.string(), lastDay: z.string() })),
      }),
    ),
  /** Takes the next piece of a file: pieces in order, the first without `upload`. Each session has one upload in memory, for five minutes without a piece. */
  upload: procedure.office
    .meta({ maxBytes: pieceBytes + defaultMaxBytes })
    .route({ path: '/attachments/pieces', summary: '上传附件的一段' })
    .input(uploadPieceSchema)
    .output(takenPieceSchema),
  /** Keeps a complete upload. What the file is is read from its content; its name gives no more than a name. */
  add: procedure.office
    .route({ path, summary: '添加客户附件' })
    .input(
      z.object({
        clientId: idSchema,
        upload: uploadSchema,
        fileName: z.string().max(500, '文件名过长'),
        kind: kindSchema,
        note: noteSchema,
        agreementId: idSchema.nullable(),
      }),
    )
    .output(z.object({ attachmentId: idSchema })),
  /** A piece of the content from an offset in bytes, a multiple of 4 MB; `purpose` other than `show` leaves a record at offset 0. */
  fetch: procedure.office
    .route({ path: `${path}/fetch`, summary: '取出附件的一段' })
    .input(z.object({ ...ref, at: z.number().int().min(0), purpose: z.enum(['show', 'save', 'print']) }))
    .output(z.object({ piece: z.file() })),
  change: procedure.office
    .route({ path: `${path}/change`, summary: '修改附件说明' })
    .input(
      z.object({
        ...ref,
        name: readable(z.string().trim().min(1, '请填写名称').max(80, '最多80个字')),
        kind: kindSchema,
        note: noteSchema,
        agreementId: idSchema.nullable(),
      }),
    )
    .output(z.void()),
  remove: procedure.office
    .route({ path: `${path}/remove`, summary: '删除附件' })
    .input(z.object({ ...ref, reason: plainText(z.string().trim().min(1, '请填写原因').max(200, '最多200个字')) }))
    .output(z.void()),
};
