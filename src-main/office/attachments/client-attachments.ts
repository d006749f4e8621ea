import { createHash, randomUUID } from 'node:crypto';
import {
  attachmentKindNames,
  attachmentLimits,
  type Attachment,
  type AttachmentKind,
} from '@contract/client-attachments.ts';
import { InvalidInput, Refusal } from '@contract/errors.ts';
import type { DeskEvent } from '@contract/events.ts';
import { pieceBytes } from '@contract/shell.ts';
import type { Acts } from '../../bureau/act/acts.ts';
import { whenRuled } from '../../bureau/act/refused-act.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import type { Clock } from '../../bureau/ground/ports.ts';
import { agreementsOfClient } from '../../store/repositories/agreements.ts';
import {
  attachedBytes,
  attachmentOf,
  attachmentPieces,
  attachmentsOf,
  changeAttachment,
  eraseAttachment,
  putAttachment,
  putAttachmentPiece,
  type AttachmentRow,
} from '../../store/repositories/client-attachments.ts';
import { clientsById, type ClientDetailRow } from '../../store/repositories/clients.ts';
import { handlerNames } from '../../store/repositories/members.ts';
import type { DatabaseTransaction } from '../../store/schema/index.ts';
import { unknownClient } from '../clients/client-records.ts';
import type { OfficeScope } from '../clients/scope.ts';
import { SheetInMemory } from '../imports/import-uploads.ts';
import { UploadRoom, type UploadPiece } from '../uploads/upload-room.ts';
import { attachmentFormat, attachmentName } from './attachment-content.ts';

export interface ClientAttachmentsDependencies {
  acts: Acts;
  clock: Clock;
  scope: OfficeScope;
  notify(window: string | null, event: DeskEvent): void;
}

interface Ref {
  clientId: string;
  attachmentId: string;
}
interface Words {
  kind: AttachmentKind;
  note: string;
  agreementId: string | null;
}

/** Bytes of a stored piece; a piece that is given out holds a whole number of them. */
const storedBytes = 1024 * 1024;
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const mb = (bytes: number): number => Math.round(bytes / 1024 / 1024);

/** 附件: files of clients, in the encrypted store. Whoever sees a client (H5) sees, adds and removes its attachments. */
export class ClientAttachments {
  readonly #uploads = new UploadRoom<SheetInMemory>({
    begin: () => new SheetInMemory(),
    each: 'owner',
    longest: attachmentLimits.bytes,
    together: attachmentLimits.together,
    waits: 5 * 60_000,
    words: {
      gone: '附件没有传完，已被放弃。请重新添加。',
      changed: '文件的大小变了，请重新选择文件。',
      outOfOrder: '附件没有按顺序传完。请重新添加。',
      tooLong: `一个附件最大 ${mb(attachmentLimits.bytes)} MB，请降低扫描的清晰度，或分成几个文件后再添加`,
      full: '别的窗口正在添加较大的附件，请稍后再试。',
    },
  });

  constructor(private readonly deps: ClientAttachmentsDependencies) {}

  /** @throws Refusal NOT_FOUND, also out of scope (H5) */
  list(staff: StaffActor, clientId: string) {
    return this.deps.acts.run(null, async ({ db }) => {
      await this.#client(db, staff, clientId);
      const names = await handlerNames(db, staff.agencyId);
      const agreements = (await agreementsOfClient(db, clientId)).filter((row) => row.agency_id === staff.agencyId);
      return {
        attachments: (await attachmentsOf(db, clientId)).map((row): Attachment => ({
          attachmentId: row.id,
          name: row.name,
          kind: row.kind as AttachmentKind,
          note: row.note,
          format: row.format,
          bytes: row.bytes,
          sha256: row.sha256,
          agreementId: row.agreement_id,
          addedAt: new Date(row.added_at).toISOString(),
          addedBy: names.get(row.added_by)?.name ?? '已离职人员',
        })),
        agreements: agreements.map(({ id, first_day, last_day }) => ({
          agreementId: id,
          firstDay: first_day,
          lastDay: last_day,
        })),
      };
    });
  }

  /** Takes the next piece of a file. @throws as UploadRoom.take */
  takePiece(staff: StaffActor, piece: UploadPiece): Promise<string> {
    return this.#uploads.take(staff.sessionId, piece);
  }

  /**
   * Keeps what the session uploaded; the upload is gone then, also when it is refused.
   * @throws Refusal NOT_FOUND (client, upload), CONFLICT; InvalidInput on `upload` for a content that cannot be kept, or no room by the limits; STORE_FULL
   */
  async add(
    staff: StaffActor,
    { clientId, upload, fileName, ...words }: Words & { clientId: string; upload: string; fileName: string },
  ): Promise<{ attachmentId: string }> {
    const bytes = this.#uploads.whole(staff.sessionId, upload).take();
    await this.#uploads.end(staff.sessionId);
    const found = attachmentFormat(bytes);
    if ('problem' in found) throw new InvalidInput([{ field: 'upload', message: found.problem }]);
    const id = randomUUID();
    const row: AttachmentRow = {
      id,
      client_id: clientId,
      name: attachmentName(fileName, found.format),
      kind: words.kind,
      note: words.note,
      format: found.format,
      bytes: bytes.length,
      sha256: sha256(bytes),
      agreement_id: words.agreementId,
      added_at: this.deps.clock.now(),
      added_by: staff.handlerId,
    };
    // Hashed before the act: nothing slow stands in it.
    const pieces = Array.from({ length: Math.ceil(bytes.length / storedBytes) }, (_, position) => {
      const content = bytes.subarray(position * storedBytes, (position + 1) * storedBytes);
      return { attachment_id: id, position, content, sha256: sha256(content) };
    });
    const attempted = whenRuled({ act: 'clientAttachments.add', text: '添加附件', by: staff, origin: staff.origin });
    await this.deps.acts.run(attempted, async (act) => {
      const client = await this.#client(act.db, staff, clientId);
      await this.#checkAgreement(act.db, staff, clientId, words.agreementId);
      await this.#checkRoom(act.db, row);
      await putAttachment(act.db, row);
      for (const piece of pieces) await putAttachmentPiece(act.db, piece);
      await act.record({
        act: 'clientAttachments.add',
        text: `添加附件：${attachmentKindNames[words.kind]} ${row.name}`,
        by: staff,
        client: { id: clientId, name: client.name },
        origin: staff.origin,
        detail: { attachment: id, bytes: row.bytes, sha256: row.sha256 },
      });
    });
    this.#changed(clientId);
    return { attachmentId: id };
  }

  /**
   * A piece of the content, checked against what was stored. @param at bytes, a multiple of the length of a piece
   * @throws Refusal NOT_FOUND; STORE_DAMAGED when the content is not what was stored; InvalidInput on `at`
   */
  async fetch(
    staff: StaffActor,
    { at, purpose, ...ref }: Ref & { at: number; purpose: 'show' | 'save' | 'print' },
  ): Promise<File> {
    const attempted = whenRuled({ act: 'clientAttachments.fetch', text: '取出附件', by: staff, origin: staff.origin });
    const { row, pieces } = await this.deps.acts.run(attempted, async (act) => {
      const { client, row } = await this.#attachment(act.db, staff, ref);
      if (at % pieceBytes !== 0 || at >= row.bytes)
        throw new InvalidInput([{ field: 'at', message: '附件没有这一段，请重新打开' }]);
      if (purpose !== 'show' && at === 0)
        await act.record({
          act: 'clientAttachments.fetch',
          text: `${purpose === 'save' ? '另存' : '打印'}附件：${row.name}`,
          by: staff,
          client: { id: ref.clientId, name: client.name },
          origin: staff.origin,
          detail: { attachment: row.id, purpose },
        });
      return { row, pieces: await attachmentPieces(act.db, row.id, at / storedBytes, pieceBytes / storedBytes) };
    });
    const length = pieces.reduce((sum, { content }) => sum + content.length, 0);
    const whole = pieces.every(
      (piece, index) => piece.position === at / storedBytes + index && sha256(piece.content) === piece.sha256,
    );
    if (!whole || length !== Math.min(pieceBytes, row.bytes - at)) throw contentDamaged();
    return new File(
      pieces.map(({ content }) => new Uint8Array(content)),
      'piece',
    );
  }

  /** Changes what is said of an attachment. @throws Refusal NOT_FOUND; InvalidInput on `agreementId` */
  async change(
    staff: StaffActor,
    { clientId, attachmentId, name, ...words }: Words & Ref & { name: string },
  ): Promise<void> {
    const attempted = whenRuled({ act: 'clientAttachments.change', text: '修改附件', by: staff, origin: staff.origin });
    await this.deps.acts.run(attempted, async (act) => {
      const { client, row } = await this.#attachment(act.db, staff, { clientId, attachmentId });
      if (words.agreementId !== row.agreement_id)
        await this.#checkAgreement(act.db, staff, clientId, words.agreementId);
      const change = {
        name: attachmentName(name, row.format),
        kind: words.kind,
        note: words.note,
        agreement_id: words.agreementId,
      };
      const what = [
        change.name !== row.name && `名称改为 ${change.name}`,
        change.kind !== row.kind && `类别改为${attachmentKindNames[change.kind]}`,
        change.note !== row.note && '修改说明',
        change.agreement_id !== row.agreement_id && '修改关联的协议',
      ].filter((text) => text !== false);
      if (what.length === 0) return;
      await changeAttachment(act.db, row.id, change);
      await act.record({
        act: 'clientAttachments.change',
        text: `修改附件 ${row.name}：${what.join('，')}`,
        by: staff,
        client: { id: clientId, name: client.name },
        origin: staff.origin,
        detail: { attachment: row.id },
      });
    });
    this.#changed(clientId);
  }

  /** Erases an attachment; the trail keeps its name, its hash and the reason. @throws Refusal NOT_FOUND */
  async remove(staff: StaffActor, { reason, ...ref }: Ref & { reason: string }): Promise<void> {
    const attempted = whenRuled({ act: 'clientAttachments.remove', text: '删除附件', by: staff, origin: staff.origin });
    await this.deps.acts.run(attempted, async (act) => {
      const { client, row } = await this.#attachment(act.db, staff, ref);
      await eraseAttachment(act.db, row.id);
      await act.record({
        act: 'clientAttachments.remove',
        text: `删除附件：${row.name}，原因：${reason}`,
        by: staff,
        client: { id: ref.clientId, name: client.name },
        origin: staff.origin,
        detail: { attachment: row.id, sha256: row.sha256, reason },
      });
    });
    this.#changed(ref.clientId);
  }

  /** Drops the upload of a session that ended. */
  sessionEnded(sessionId: string): Promise<void> {
    return this.#uploads.end(sessionId);
  }

  /** Drops all uploads and accepts nothing more. */
  close(): Promise<void> {
    return this.#uploads.close();
  }

  async #checkRoom(db: DatabaseTransaction, row: AttachmentRow): Promise<void> {
    const present = await attachmentsOf(db, row.client_id);
    const sum = present.reduce((all, { bytes }) => all + bytes, row.bytes);
    const refuse = (message: string): never => {
      throw new InvalidInput([{ field: 'upload', message }]);
    };
    if (present.length >= attachmentLimits.number)
      refuse(`这户客户已有 ${present.length} 个附件，达到上限。请先删除不用的附件`);
    if (sum > attachmentLimits.client)
      refuse(`一户客户的附件合计最多 ${mb(attachmentLimits.client)} MB，加上这个文件就超过了。请先删除不用的附件`);
    if ((await attachedBytes(db)) + row.bytes > attachmentLimits.office)
      refuse(`本机构的附件合计最多 ${mb(attachmentLimits.office)} MB，加上这个文件就超过了。请先删除不用的附件`);
  }

  async #checkAgreement(
    db: DatabaseTransaction,
    staff: StaffActor,
    clientId: string,
    agreementId: string | null,
  ): Promise<void> {
    if (agreementId === null) return;
    const known = await agreementsOfClient(db, clientId);
    if (!known.some(({ id, agency_id }) => id === agreementId && agency_id === staff.agencyId))
      throw new InvalidInput([{ field: 'agreementId', message: '没有这份协议，请刷新后重新选择' }]);
  }

  async #attachment(
    db: DatabaseTransaction,
    staff: StaffActor,
    { clientId, attachmentId }: Ref,
  ): Promise<{ client: ClientDetailRow; row: AttachmentRow }> {
    const client = await this.#client(db, staff, clientId);
    const row = await attachmentOf(db, clientId, attachmentId);
    if (!row) throw new Refusal('NOT_FOUND', '没有这个附件，可能刚被删除，请刷新后再看。', { link: 'state' });
    return { client, row };
  }

  async #client(db: DatabaseTransaction, staff: StaffActor, clientId: string): Promise<ClientDetailRow> {
    const covered = await this.deps.scope.covers(staff.handlerId, clientId, db);
    const [client] = covered ? await clientsById(db, [clientId]) : [];
    if (!client) throw unknownClient();
    return client;
  }

  #changed(clientId: string): void {
    this.deps.notify(null, { kind: 'clientsChanged', clientId });
  }
}

/** The content is not what was stored. The desk then checks its file. */
const contentDamaged = (): Refusal =>
  new Refusal('STORE_DAMAGED', '这个附件的内容与存入时不一致，不能打开。请用较早的备份恢复，或重新添加这个文件。', {
    link: 'desk',
    whoCanMend: '机构管理员',
  });
