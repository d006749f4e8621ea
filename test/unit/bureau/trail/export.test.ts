import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ChainRecord } from '@contract/trail.ts';
import { auditHash } from '../../../../src-main/bureau/trail/record-hash.ts';
import { sealEvery } from '../../../../src-main/bureau/trail/seals.ts';
import { createSigner, signatureFits } from '../../../../src-main/keys/signing.ts';
import { chainHead, everyChainLine, fingerprint } from '../../../../src-renderer/shared/trail/trail-export.ts';
import { recordsDesk, type RecordsDesk } from './records-fixture.ts';

const verifier = join(import.meta.dirname, '../../../../resources/verify-trail.mjs');
const secretKey = Buffer.alloc(32, 7);

interface Exported {
  lines: string[];
  publicKey: string;
}
let made: Exported | null = null;

/** The lines of an export, as the page makes them, with a seal in the middle; made once. */
async function exported(): Promise<Exported> {
  return (made ??= await exportOf(await recordsDesk()));
}

async function exportOf(desk: RecordsDesk): Promise<Exported> {
  await desk.person('lin');
  await desk.bureau.sweep();
  const admin = await desk.staff();
  for (let index = 0; index < 7; index += 1)
    await admin.session.lock().then(() => admin.session.unlock({ personalPassword: 'Ren-Test-22' }));
  const start = await admin.trail.exportStart();
  const lines = [chainHead(start)];
  for await (const page of everyChainLine(
    start,
    (after) => admin.trail.exportPage({ after, upto: start.upto, limit: 5 }),
    () => false,
  ))
    lines.push(...page.lines);
  return { lines, publicKey: start.publicKey };
}

/** Runs the verifier with nothing but Node on lines. */
async function verified(lines: readonly string[]): Promise<{ code: number | null; said: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'desk-trail-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'trail.jsonl');
  await writeFile(file, `${lines.join('\n')}\n`);
  const { status, stdout, stderr } = spawnSync(process.execPath, [verifier, file], {
    encoding: 'utf8',
    env: {},
    cwd: folder,
  });
  return { code: status, said: `${stdout}${stderr}` };
}

const recordAt = (lines: readonly string[], seq: number): number =>
  lines.findIndex((line) => (JSON.parse(line) as { kind: string; seq?: number }).seq === seq);
const changed = (line: string, change: object): string =>
  JSON.stringify({ ...(JSON.parse(line) as object), ...change });
const hashOf = (r: ChainRecord): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        r.prevHash,
        r.at,
        r.act,
        r.text,
        r.result,
        r.rule,
        r.handlerId,
        r.staffName,
        r.agencyId,
        r.clientId,
        r.clientName,
        r.sessionId,
        r.origin,
        r.detail,
      ]),
    )
    .digest('hex');

/** All records from `seq` on hashed anew, as somebody would who can write the database. */
function rechained(lines: readonly string[], seq: number, change: object): string[] {
  let previous: ChainRecord | null = null;
  return lines.map((line) => {
    const entry = JSON.parse(line) as ChainRecord & { kind: string };
    if (entry.kind !== 'record') return line;
    const next = {
      ...entry,
      ...(entry.seq === seq ? change : {}),
      ...(previous && entry.seq > seq ? { prevHash: previous.hash } : {}),
    };
    if (entry.seq >= seq) next.hash = hashOf(next);
    previous = next;
    return JSON.stringify(next);
  });
}

describe('J4: the exported trail', () => {
  it('is verified by the program that goes with it, needing nothing but Node', async () => {
    const { lines, publicKey } = await exported();
    const { code, said } = await verified(lines);
    expect(said).toContain('校验通过');
    expect(said).toContain('封存签名：2 处有效');
    expect(said).toContain(await fingerprint(publicKey));
    expect(code).toBe(0);
  });

  const tampered: readonly (readonly [says: string, tamper: (lines: string[]) => string[], message: string])[] = [
    [
      'a changed sentence',
      (lines) => lines.with(recordAt(lines, 3), changed(lines[recordAt(lines, 3)] ?? '', { text: '另一句话' })),
      '第 3 条的内容被改动',
    ],
    [
      'a changed result',
      (lines) => lines.with(recordAt(lines, 2), changed(lines[recordAt(lines, 2)] ?? '', { result: 'refused' })),
      '第 2 条的内容被改动',
    ],
    [
      'a changed detail',
      (lines) => lines.with(recordAt(lines, 4), changed(lines[recordAt(lines, 4)] ?? '', { detail: '{"sum":1}' })),
      '第 4 条的内容被改动',
    ],
    ['a record taken out', (lines) => lines.toSpliced(recordAt(lines, 4), 1), '应为第 4 条'],
    [
      'a record taken out and the rest renumbered',
      (lines) =>
        lines.toSpliced(recordAt(lines, 4), 1).map((line) => {
          const { seq } = JSON.parse(line) as { seq?: number };
          return seq !== undefined && seq > 4 ? changed(line, { seq: seq - 1 }) : line;
        }),
      '前面的记录被改动或删除',
    ],
    [
      'two records changed about',
      (lines) => {
        const [one, other] = [recordAt(lines, 3), recordAt(lines, 4)];
        return lines.with(one, lines[other] ?? '').with(other, lines[one] ?? '');
      },
      '应为第 3 条',
    ],
    ['records cut off at the end', (lines) => lines.slice(0, -2), '结尾的记录被删除'],
    ['the last seal taken away', (lines) => lines.slice(0, -1), '没有封存签名'],
    [
      'everything hashed anew from a changed record on',
      (lines) => rechained(lines, 2, { text: '另一句话' }),
      '封存签名不符',
    ],
    [
      'everything hashed anew, every seal but the last taken away',
      (lines) => {
        const anew = rechained(lines, 2, { text: '另一句话' }).filter(
          (line, index, all) => !line.includes('"kind":"seal"') || index === all.length - 1,
        );
        const last = JSON.parse(anew.at(-2) ?? '') as { hash: string };
        return [
          changed(anew[0] ?? '', { hash: last.hash }),
          ...anew.slice(1, -1),
          changed(anew.at(-1) ?? '', { hash: last.hash }),
        ];
      },
      '封存签名不符',
    ],
    [
      'everything after an earlier seal taken away, the first line changed to fit',
      (lines) => {
        const seal = lines.findIndex((line) => line.includes('"kind":"seal"'));
        const { upto, hash, at } = JSON.parse(lines[seal] ?? '') as { upto: number; hash: string; at: number };
        return [changed(lines[0] ?? '', { upto, hash, at }), ...lines.slice(1, seal + 1)];
      },
      '结尾与签名不符',
    ],
    ['another time of the export', (lines) => lines.with(0, changed(lines[0] ?? '', { at: 0 })), '结尾与签名不符'],
    ['a line cut short', (lines) => lines.with(-1, (lines.at(-1) ?? '').slice(0, 40)), '不是完整的记录'],
  ];
  it.each(tampered)('is refused with %s, and the verifier says where', async (_says, tamper, message) => {
    const { lines } = await exported();
    const { code, said } = await verified(tamper(lines));
    expect(said).toContain('校验未通过');
    expect(said).toContain(message);
    expect(code).toBe(1);
  });

  it('shows another fingerprint when somebody else sealed it anew', async () => {
    const { lines, publicKey } = await exported();
    const signer = createSigner(secretKey);
    const anew = rechained(
      lines.filter((line) => !line.includes('"kind":"seal"')),
      2,
      { text: '另一句话' },
    );
    const { hash, seq } = JSON.parse(anew.at(-1) ?? '') as ChainRecord;
    const seal = { upto: seq, at: 0, hash };
    const end = signer.sign(JSON.stringify(['agency-desk trail export 2', seq, hash, 0]));
    const forged = [
      changed(anew[0] ?? '', { hash, at: 0, publicKey: signer.publicKey, signature: end }),
      ...anew.slice(1),
      JSON.stringify({
        kind: 'seal',
        ...seal,
        publicKey: signer.publicKey,
        signature: signer.sign(JSON.stringify(['agency-desk trail seal 1', seal.upto, seal.at, seal.hash])),
      }),
    ];
    const { said } = await verified(forged);
    expect(said).toContain('封存密钥指纹');
    expect(said).not.toContain(await fingerprint(publicKey));
  });

  it('tells a file that is none of ours, and a missing one', async () => {
    expect(await verified(['{"kind":"other"}'])).toMatchObject({ code: 2 });
    const { lines } = await exported();
    const unsigned = changed(lines[0] ?? '', { format: 'agency-desk-trail-1', signature: undefined });
    expect(await verified([unsigned, ...lines.slice(1)])).toMatchObject({
      code: 2,
      said: expect.stringContaining('没有签明结尾'),
    });
    expect(spawnSync(process.execPath, [verifier, '/nowhere.jsonl'], { encoding: 'utf8' })).toMatchObject({
      status: 2,
    });
  });
});

describe('J4: seals', () => {
  it('are set every hour, when something was recorded since, and survive verification', async () => {
    const desk = await recordsDesk();
    await desk.person('lin');
    const seals = () => desk.db.selectFrom('trail_seal').selectAll().orderBy('upto').execute();
    await desk.bureau.sweep();
    await desk.bureau.sweep();
    expect(await seals()).toHaveLength(1);
    desk.later(sealEvery);
    await desk.bureau.sweep();
    // The session of 林岚 ran out meanwhile: there is something to seal.
    expect(await seals()).toHaveLength(2);
    desk.later(sealEvery);
    await desk.bureau.sweep();
    expect(await seals()).toHaveLength(2);
    expect(await desk.bureau.trail.verify()).toMatchObject({ seals: 2, brokenAt: null });
  });

  it('find a chain that was written anew, and one that was cut', async () => {
    const desk = await recordsDesk();
    await desk.person('lin');
    await desk.bureau.sweep();
    const { upto } = await desk.db.selectFrom('trail_seal').selectAll().executeTakeFirstOrThrow();
    await expect(desk.db.deleteFrom('audit').where('seq', '=', upto).execute()).rejects.toThrow('append-only');
    await expect(desk.db.updateTable('trail_seal').set({ hash: 'x' }).execute()).rejects.toThrow('append-only');
    for (const trigger of ['audit_never_shrinks', 'audit_never_changes'])
      await sql.raw(`DROP TRIGGER ${trigger}`).execute(desk.db);
    const last = await desk.db.selectFrom('audit').selectAll().where('seq', '=', upto).executeTakeFirstOrThrow();
    // Hashed anew with another sentence: the chain fits, the seal does not.
    const forged = { ...last, text: '另一句话' };
    await desk.db
      .updateTable('audit')
      .set({ text: forged.text, hash: auditHash(forged) })
      .where('seq', '=', upto)
      .execute();
    expect(await desk.bureau.trail.verify()).toMatchObject({ brokenAt: upto });
    await desk.db.deleteFrom('audit').where('seq', '=', upto).execute();
    expect(await desk.bureau.trail.verify()).toMatchObject({ brokenAt: upto });
  });
});

describe('signing', () => {
  it('fits its own text and key only', () => {
    const signer = createSigner(secretKey);
    const signature = signer.sign('甲');
    expect(signatureFits(signer.publicKey, '甲', signature)).toBe(true);
    expect(signatureFits(signer.publicKey, '乙', signature)).toBe(false);
    expect(signatureFits(createSigner(Buffer.alloc(32, 8)).publicKey, '甲', signature)).toBe(false);
    expect(signatureFits('short', '甲', signature)).toBe(false);
    expect(createSigner(secretKey).publicKey).toBe(signer.publicKey);
  });

  it('is RFC 8032’s: its first test vector', () => {
    const signer = createSigner(Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex'));
    expect(Buffer.from(signer.publicKey, 'base64url').toString('hex')).toBe(
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    );
    expect(Buffer.from(signer.sign(''), 'base64url').toString('hex')).toBe(
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    );
  });
});
