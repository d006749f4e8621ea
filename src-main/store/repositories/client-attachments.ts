import type { Kysely, Selectable } from 'kysely';
import type { AttachmentPieceTable, ClientAttachmentTable } from '../schema/client-attachments.ts';
import type { Schema } from '../schema/index.ts';

export type AttachmentRow = Selectable<ClientAttachmentTable>;

/** Attachments of a client, the newest first. */
export function attachmentsOf(db: Kysely<Schema>, clientId: string): Promise<AttachmentRow[]> {
  return db
    .selectFrom('client_attachment')
    .selectAll()
    .where('client_id', '=', clientId)
    .orderBy('added_at', 'desc')
    .orderBy('id')
    .execute();
}

/** One attachment of a client. */
export function attachmentOf(db: Kysely<Schema>, clientId: string, id: string): Promise<AttachmentRow | undefined> {
  return db
    .selectFrom('client_attachment')
    .selectAll()
    .where('id', '=', id)
    .where('client_id', '=', clientId)
    .executeTakeFirst();
}

/** Bytes of all attachments of the office. */
export async function attachedBytes(db: Kysely<Schema>): Promise<number> {
  const { bytes } = await db
    .selectFrom('client_attachment')
    .select((e) => e.fn.coalesce(e.fn.sum<number>('bytes'), e.lit(0)).as('bytes'))
    .executeTakeFirstOrThrow();
  return Number(bytes);
}

/** Writes an attachment without its content. */
export async function putAttachment(db: Kysely<Schema>, row: AttachmentRow): Promise<void> {
  await db.insertInto('client_attachment').values(row).execute();
}

/** Writes one piece of an attachment's content. */
export async function putAttachmentPiece(db: Kysely<Schema>, row: Selectable<AttachmentPieceTable>): Promise<void> {
  await db.insertInto('attachment_piece').values(row).execute();
}

/** Pieces of an attachment from a position on, in order. */
export function attachmentPieces(
  db: Kysely<Schema>,
  id: string,
  from: number,
  most: number,
): Promise<Selectable<AttachmentPieceTable>[]> {
  return db
    .selectFrom('attachment_piece')
    .selectAll()
    .where('attachment_id', '=', id)
    .where('position', '>=', from)
    .orderBy('position')
    .limit(most)
    .execute();
}

/** Changes what is said of an attachment. */
export async function changeAttachment(
  db: Kysely<Schema>,
  id: string,
  change: Pick<AttachmentRow, 'name' | 'kind' | 'note' | 'agreement_id'>,
): Promise<void> {
  await db.updateTable('client_attachment').set(change).where('id', '=', id).execute();
}

/** Erases an attachment with its content. */
export async function eraseAttachment(db: Kysely<Schema>, id: string): Promise<void> {
  await db.deleteFrom('attachment_piece').where('attachment_id', '=', id).execute();
  await db.deleteFrom('client_attachment').where('id', '=', id).execute();
}
