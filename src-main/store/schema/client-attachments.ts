/** A file that the office keeps of a client; its content is in {@link AttachmentPieceTable}. */
export interface ClientAttachmentTable {
  id: string;
  client_id: string;
  name: string;
  kind: string;
  note: string;
  /** What the content is. */
  format: 'pdf' | 'jpg' | 'png';
  bytes: number;
  /** Of the whole content, in hex. */
  sha256: string;
  agreement_id: string | null;
  added_at: number;
  /** Staff member; may have left the office. */
  added_by: string;
}

/** Content of an attachment: pieces of one length in order from 0, the last one shorter. */
export interface AttachmentPieceTable {
  attachment_id: string;
  position: number;
  content: Uint8Array;
  /** Of this piece, in hex. */
  sha256: string;
}

export interface ClientAttachmentsTables {
  client_attachment: ClientAttachmentTable;
  attachment_piece: AttachmentPieceTable;
}
