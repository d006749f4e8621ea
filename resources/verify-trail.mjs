// 轨迹校验程序：只需要 Node.js（18 或更新），不联网，不需要本软件。
// 用法：node verify-trail.mjs 轨迹文件.jsonl
//
// Verifies an exported trail of Agency Desk: every record hashes over itself and the hash before it (SHA-256), none is missing in between, and the
// seals are signed (Ed25519) by the key named in the first line. Exit code 0: whole. 1: changed or cut. 2: not to be read.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

const [file] = process.argv.slice(2);
if (file === undefined) leave(2, '用法：node verify-trail.mjs 轨迹文件.jsonl');

function leave(code, message) {
  (code === 0 ? console.log : console.error)(message);
  process.exit(code);
}

const hashOf = (r) => createHash('sha256').update(JSON.stringify([
  r.prevHash, r.at, r.act, r.text, r.result, r.rule, r.handlerId, r.staffName, r.agencyId, r.clientId, r.clientName, r.sessionId, r.origin, r.detail,
])).digest('hex');

function sealFits(seal) {
  const raw = Buffer.from(String(seal.publicKey), 'base64url');
  if (raw.length !== 32) return false;
  const key = createPublicKey({ key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw]), format: 'der', type: 'spki' });
  const text = JSON.stringify(['agency-desk trail seal 1', seal.upto, seal.at, seal.hash]);
  return verify(null, Buffer.from(text), key, Buffer.from(String(seal.signature), 'base64url'));
}

const fingerprint = (publicKey) => createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('hex').slice(0, 32).toUpperCase().replaceAll(/(.{4})(?=.)/g, '$1 ');
const shanghai = (at) => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'medium' }).format(at);

let head = null;
let previous = { seq: 0, hash: '', at: null };
let first = null;
let records = 0;
let seals = 0;
let foreign = 0;
let sealedBy = null;
let number = 0;

const input = createReadStream(file, 'utf8').on('error', () => leave(2, `无法读取文件 ${file}。`));
for await (const line of createInterface({ input, crlfDelay: Infinity })) {
  number += 1;
  if (line.trim() === '') continue;
  let entry;
  try {
    entry = JSON.parse(line);
  } catch {
    leave(1, `校验未通过：第 ${number} 行不是完整的记录，文件可能被截断或改动。`);
  }
  if (head === null) {
    if (entry.kind !== 'trail' || entry.format !== 'agency-desk-trail-1') leave(2, '这不是本软件导出的可校验轨迹。');
    head = entry;
  } else if (entry.kind === 'record') {
    if (entry.seq !== previous.seq + 1) leave(1, `校验未通过：第 ${previous.seq} 条之后应为第 ${previous.seq + 1} 条，文件中是第 ${entry.seq} 条，有记录被删除或调换。`);
    if (entry.prevHash !== previous.hash) leave(1, `校验未通过：第 ${entry.seq} 条与前一条接不上，前面的记录被改动或删除。`);
    if (hashOf(entry) !== entry.hash) leave(1, `校验未通过：第 ${entry.seq} 条的内容被改动。`);
    previous = entry;
    first ??= entry;
    records += 1;
  } else if (entry.kind === 'seal') {
    if (entry.upto !== previous.seq || entry.hash !== previous.hash || !sealFits(entry)) leave(1, `校验未通过：第 ${entry.upto} 条上的封存签名不符。`);
    // Of a desk before a restore on another machine: it fits, but says nothing about this key.
    if (entry.publicKey === head.publicKey) {
      seals += 1;
      sealedBy = entry;
    } else foreign += 1;
  } else leave(1, `校验未通过：第 ${number} 行不是本软件写的内容。`);
}

if (head === null) leave(2, '文件是空的。');
if (previous.seq !== head.upto || previous.hash !== head.hash) leave(1, `校验未通过：应有 ${head.upto} 条，文件到第 ${previous.seq} 条为止，结尾的记录被删除。`);
if (sealedBy === null || sealedBy.upto !== head.upto) leave(1, '校验未通过：最后一条没有封存签名，文件可能被重新制作。');
leave(0, [
  `校验通过：${records} 条轨迹首尾相接，没有被改动或删除。`,
  `时间范围：${shanghai(first.at)} 至 ${shanghai(previous.at)}（北京时间）`,
  `封存签名：${seals} 处有效${foreign > 0 ? `，另有 ${foreign} 处由换机恢复之前的密钥签名` : ''}`,
  `封存密钥指纹：${fingerprint(head.publicKey)}`,
  '请与导出时软件显示的指纹核对；一致才说明是该工作台封存的轨迹。',
].join('\n'));
