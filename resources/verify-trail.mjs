// 轨迹校验程序：只需要 Node.js（18 或更新），不联网，不需要本软件。
// 用法：node verify-trail.mjs 轨迹文件.jsonl
//
// Verifies an exported trail of Agency Desk: every record hashes over itself and the hash before it (SHA-256), none is missing in between, and the
// seals and the place where the export ends are signed (Ed25519) by the key named in the first line. Exit code 0: whole. 1: changed or cut. 2: not to be read.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

const [file] = process.argv.slice(2);
if (file === undefined) leave(2, '用法：node verify-trail.mjs 轨迹文件.jsonl');

function leave(code, message) {
  (code === 0 ? console.log : console.error)(message);
  process.exit(code);
}

/** Records whose text an older version could not keep: half characters were hashed as they came, and stored as U+FFFD. */
const texts = ['act', 'text', 'rule', 'handlerId', 'staffName', 'agencyId', 'clientId', 'clientName', 'sessionId', 'origin', 'detail'];
function lostOnlyHalfCharacters(record) {
  const places = texts.map((name) => String(record[name] ?? '').split('\uFFFD').length - 1);
  if (places.every((count) => count === 0) || texts.some((name) => String(record[name] ?? '').length > 4000)) return false;
  const fits = (pair) => {
    let place = 0;
    const restored = { ...record };
    for (const name of texts) if (typeof record[name] === 'string') restored[name] = record[name].replaceAll('\uFFFD', () => String.fromCharCode(pair[place++ % 2]));
    return hashOf(restored) === record.hash;
  };
  for (let half = 0xd800; half < 0xe000; half += 1) if (fits([half, half])) return true;
  if (places.some((count) => count % 2 !== 0)) return false;
  for (let half = 0xd800; half < 0xe000; half += 1) for (let other = 0xd800; other < 0xe000; other += 1) if (half !== other && fits([half, other])) return true;
  return false;
}

const hashOf = (r) => createHash('sha256').update(JSON.stringify([
  r.prevHash, r.at, r.act, r.text, r.result, r.rule, r.handlerId, r.staffName, r.agencyId, r.clientId, r.clientName, r.sessionId, r.origin, r.detail,
])).digest('hex');

function signed({ publicKey, signature }, parts) {
  const raw = Buffer.from(String(publicKey), 'base64url');
  if (raw.length !== 32) return false;
  const key = createPublicKey({ key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw]), format: 'der', type: 'spki' });
  return verify(null, Buffer.from(JSON.stringify(parts)), key, Buffer.from(String(signature), 'base64url'));
}
const sealFits = (seal) => signed(seal, ['agency-desk trail seal 1', seal.upto, seal.at, seal.hash]);
const endFits = (head) => signed(head, ['agency-desk trail export 2', head.upto, head.hash, head.at]);

const fingerprint = (publicKey) => createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('hex').slice(0, 32).toUpperCase().replaceAll(/(.{4})(?=.)/g, '$1 ');
const shanghai = (at) => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'medium' }).format(at);

let head = null;
let previous = { seq: 0, hash: '', at: null };
let first = null;
let records = 0;
let seals = 0;
let foreign = 0;
const unreadable = [];
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
    if (entry.kind !== 'trail' || !/^agency-desk-trail-[12]$/.test(entry.format)) leave(2, '这不是本软件导出的可校验轨迹。');
    if (entry.format === 'agency-desk-trail-1') leave(2, '这是旧版本导出的文件，没有签明结尾，无法判断是否被截短。请在软件里重新导出后再校验。');
    head = entry;
  } else if (entry.kind === 'record') {
    if (entry.seq !== previous.seq + 1) leave(1, `校验未通过：第 ${previous.seq} 条之后应为第 ${previous.seq + 1} 条，文件中是第 ${entry.seq} 条，有记录被删除或调换。`);
    if (entry.prevHash !== previous.hash) leave(1, `校验未通过：第 ${entry.seq} 条与前一条接不上，前面的记录被改动或删除。`);
    if (hashOf(entry) !== entry.hash) {
      if (!lostOnlyHalfCharacters(entry)) leave(1, `校验未通过：第 ${entry.seq} 条的内容被改动。`);
      unreadable.push(entry.seq);
    }
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
if (!endFits(head)) leave(1, '校验未通过：文件开头写明的结尾与签名不符，文件可能被截短或重新制作。');
leave(0, [
  `校验通过：${records} 条轨迹首尾相接，没有被改动或删除。`,
  `时间范围：${shanghai(first.at)} 至 ${shanghai(previous.at)}（北京时间）`,
  `封存签名：${seals} 处有效${foreign > 0 ? `，另有 ${foreign} 处由换机恢复之前的密钥签名` : ''}`,
  `导出时间：${shanghai(head.at)}（北京时间），截止第 ${head.upto} 条；之后的轨迹不在本文件内。`,
  ...(unreadable.length > 0 ? [`其中第 ${unreadable.join('、')} 条由旧版本记录时含有不完整的字符，没有保存下来；其余内容经重算证明没有被改动。`] : []),
  `封存密钥指纹：${fingerprint(head.publicKey)}`,
  '请与导出时软件显示的指纹核对；一致才说明是该工作台封存的轨迹。',
].join('\n'));
