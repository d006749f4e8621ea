import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { attachmentLimits } from '@contract/client-attachments.ts';
import { attachmentName } from '../../../src-main/office/attachments/attachment-content.ts';
import { attach, contentOf, pdf, png } from './attachment-files.ts';
import { officeWithDossiers } from './dossier-fixture.ts';

const problemOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'taken',
    (error: { code: string; data?: { fields?: { field: string; message: string }[] } }) =>
      error.data?.fields?.map(({ field, message }) => `${field}: ${message}`).join() ?? error.code,
  );

describe('附件', () => {
  it('keeps a file of several pieces and gives it back as it was', async () => {
    const { sun } = await officeWithDossiers();
    const scan = png(40, 30, randomBytes(9_000_000));
    const id = await attach(sun, 'hua', 'C:\\扫描\\营业执照.PDF', scan);
    const { attachments } = await sun.clientAttachments.list({ clientId: 'hua' });
    expect(attachments).toMatchObject([
      {
        attachmentId: id,
        name: '营业执照.png',
        format: 'png',
        bytes: scan.length,
        sha256: createHash('sha256').update(scan).digest('hex'),
        addedBy: '孙悦',
      },
    ]);
    expect((await contentOf(sun, 'hua', id, scan.length)).equals(scan)).toBe(true);
    expect(
      await problemOf(sun.clientAttachments.fetch({ clientId: 'hua', attachmentId: id, at: 5, purpose: 'show' })),
    ).toBe('at: 附件没有这一段，请重新打开');
  });

  it('believes the content: a damaged or protected file, and any other kind, is told and not kept', async () => {
    const { sun } = await officeWithDossiers();
    const good = await pdf(['licence']);
    const tried = (bytes: Uint8Array) => problemOf(attach(sun, 'hua', '执照.pdf', bytes));
    expect(await tried(good.subarray(0, good.length - 60))).toContain('已损坏');
    expect(await tried(await pdf(['x'], { userPassword: 'geheim', ownerPassword: 'mehr' }))).toContain('有密码');
    expect(await tried(png().subarray(0, 60))).toContain('已损坏');
    expect(await tried(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]))).toContain('已损坏');
    expect(await tried(Buffer.from('MZ this is a program'))).toContain('只能添加');
    expect(await tried(new Uint8Array(attachmentLimits.bytes + 1))).toContain('最大 20 MB');
    expect((await sun.clientAttachments.list({ clientId: 'hua' })).attachments).toEqual([]);
    expect(await tried(good)).toBe('taken');
  });

  it('H5: whoever does not see a client neither sees, fetches, adds, changes nor removes its attachments', async () => {
    const { sun, li } = await officeWithDossiers();
    const ref = { clientId: 'hua', attachmentId: await attach(sun, 'hua', 'a.png', png()) };
    const words = { name: 'b', kind: 'other' as const, note: '', agreementId: null };
    for (const work of [
      () => li.clientAttachments.list({ clientId: 'hua' }),
      () => li.clientAttachments.fetch({ ...ref, at: 0, purpose: 'show' }),
      () => attach(li, 'hua', 'a.png', png()),
      () => li.clientAttachments.change({ ...ref, ...words }),
      () => li.clientAttachments.remove({ ...ref, reason: '重复' }),
      // Named under a client of the caller's own.
      () => li.clientAttachments.fetch({ ...ref, clientId: 'ke', at: 0, purpose: 'show' }),
      () => li.clientAttachments.remove({ ...ref, clientId: 'ke', reason: '重复' }),
    ])
      expect(await problemOf(work())).toBe('NOT_FOUND');
    expect((await contentOf(sun, 'hua', ref.attachmentId, png().length)).equals(png())).toBe(true);
  });

  it('what is said of one is changed, and one is removed with a reason; the trail has each act and each copy', async () => {
    const { test, sun } = await officeWithDossiers();
    const ref = { clientId: 'hua', attachmentId: await attach(sun, 'hua', '执照.png', png()) };
    await sun.clientAttachments.change({ ...ref, name: '执照 2026', kind: 'other', note: '正本', agreementId: null });
    expect(
      await problemOf(
        sun.clientAttachments.change({ ...ref, name: 'x', kind: 'other', note: '', agreementId: 'none' }),
      ),
    ).toContain('agreementId');
    expect((await sun.clientAttachments.list({ clientId: 'hua' })).attachments[0]).toMatchObject({
      name: '执照 2026.png',
      note: '正本',
      kind: 'other',
    });
    await contentOf(sun, 'hua', ref.attachmentId, png().length, 'show');
    await contentOf(sun, 'hua', ref.attachmentId, png().length, 'save');
    await contentOf(sun, 'hua', ref.attachmentId, png().length, 'print');
    await sun.clientAttachments.remove({ ...ref, reason: '扫错了' });
    expect((await sun.clientAttachments.list({ clientId: 'hua' })).attachments).toEqual([]);
    expect(await test.store.db.selectFrom('attachment_piece').selectAll().execute()).toEqual([]);
    const texts = (
      await test.store.db
        .selectFrom('audit')
        .select('text')
        .where('act', 'like', 'clientAttachments.%')
        .orderBy('seq')
        .execute()
    ).map(({ text }) => text);
    expect(texts).toEqual([
      '添加附件：营业执照 执照.png',
      '修改附件 执照.png：名称改为 执照 2026.png，类别改为其他，修改说明',
      '另存附件：执照 2026.png',
      '打印附件：执照 2026.png',
      '删除附件：执照 2026.png，原因：扫错了',
    ]);
  });

  it('a client keeps at most so many bytes, and refuses the rest in words', async () => {
    const { test, sun } = await officeWithDossiers();
    const id = await attach(sun, 'hua', '大.png', png());
    await test.store.db
      .updateTable('client_attachment')
      .set({ bytes: attachmentLimits.client })
      .where('id', '=', id)
      .execute();
    expect(await problemOf(attach(sun, 'hua', 'b.png', png()))).toContain('一户客户的附件合计最多 200 MB');
    await test.store.db
      .updateTable('client_attachment')
      .set({ bytes: attachmentLimits.office, client_id: 'ke' })
      .where('id', '=', id)
      .execute();
    expect(await problemOf(attach(sun, 'hua', 'b.png', png()))).toContain('本机构的附件合计最多 4096 MB');
  });

  it('a piece that is not what was stored is never given out', async () => {
    const { test, sun } = await officeWithDossiers();
    const id = await attach(sun, 'hua', 'a.png', png());
    const other = Buffer.from(png());
    other[50]! ^= 1;
    await test.store.db
      .updateTable('attachment_piece')
      .set({ content: other })
      .where('attachment_id', '=', id)
      .execute();
    expect(await problemOf(contentOf(sun, 'hua', id, other.length))).toBe('STORE_DAMAGED');
  });

  it('a client with attachments is not deleted; once they are removed it is', async () => {
    const { zhao } = await officeWithDossiers();
    const added = await zhao.clients.add({
      name: '沈阳新企业有限公司',
      taxpayerId: '91110108551385082Q',
      taxpayerKind: 'smallScale',
      address: '',
      contact: '',
      note: '',
      keptBecause: '',
    } as Parameters<typeof zhao.clients.add>[0]);
    const { clientId } = added as { clientId: string };
    const attachmentId = await attach(zhao, clientId, 'a.png', png());
    const { revision } = await zhao.clients.get({ clientId });
    const remove = () => zhao.clients.remove({ clientId, revision, reason: '录错' });
    await expect(remove()).rejects.toMatchObject({
      code: 'CLIENT_HAS_HISTORY',
      message: expect.stringContaining('请先在客户档案中删除附件'),
    });
    await zhao.clientAttachments.remove({ clientId, attachmentId, reason: '录错' });
    await expect(remove()).resolves.toBeUndefined();
  });

  it('a name is a name and nothing else', () => {
    expect(
      ['../../etc/passwd', 'a\u202Efdp.exe', '.pdf', 'CON?.jpeg', '合同.pdf.exe', '长'.repeat(200)].map((name) =>
        attachmentName(name, 'pdf'),
      ),
    ).toEqual(['passwd.pdf', 'afdp.exe.pdf', '附件.pdf', 'CON_.pdf', '合同.pdf.exe.pdf', `${'长'.repeat(76)}.pdf`]);
  });
});
