import { closeSync, openSync, readSync, statSync } from 'node:fs';

/**
 * Whether a file is a whole program for this computer, as far as its headers tell. Asked before it is started: what is none, a POSIX system
 * hands to the shell, which would run a proxy's error page line by line, and finds nothing wrong with an empty file.
 * @param {string} file
 * @param {NodeJS.Platform} [platform]
 * @param {string} [arch] as `process.arch`
 * @returns {boolean} true also where the headers say nothing about it (a script, macOS)
 */
export function isWholeProgram(file, platform = process.platform, arch = process.arch) {
  const head = Buffer.alloc(4096);
  const descriptor = openSync(file, 'r');
  let size;
  try {
    size = readSync(descriptor, head, 0, head.length, 0);
  } finally {
    closeSync(descriptor);
  }
  // A folder of one's own may hold a script that starts the binary.
  if (platform !== 'win32' && head.toString('latin1', 0, 2) === '#!') return true;
  if (size < 64) return false;
  const fileSize = statSync(file).size;
  if (platform === 'win32') return isWholePe(head, fileSize, arch);
  if (platform === 'linux') return isWholeElf(head, fileSize, arch);
  return ['cffaedfe', 'cafebabe'].includes(head.toString('hex', 0, 4));
}

/**
 * @param {Buffer} head
 * @param {number} fileSize
 * @param {string} arch
 */
function isWholeElf(head, fileSize, arch) {
  if (head.toString('latin1', 0, 4) !== '\x7fELF') return false;
  if (head.readUInt16LE(18) !== (arch === 'arm64' ? 183 : 62)) return false;
  // The table of sections stands at the very end.
  const end = Number(head.readBigUInt64LE(40)) + head.readUInt16LE(58) * head.readUInt16LE(60);
  return end <= fileSize;
}

/**
 * @param {Buffer} head
 * @param {number} fileSize
 * @param {string} arch
 */
function isWholePe(head, fileSize, arch) {
  const at = head.readUInt32LE(60);
  if (
    head.toString('latin1', 0, 2) !== 'MZ' ||
    at > head.length - 24 ||
    head.toString('latin1', at, at + 4) !== 'PE\0\0'
  )
    return false;
  // Windows on Arm runs programs for x64 as well, not the other way round.
  const machine = head.readUInt16LE(at + 4);
  if (machine !== 0x8664 && !(machine === 0xaa64 && arch === 'arm64')) return false;
  const sections = at + 24 + head.readUInt16LE(at + 20);
  for (let index = 0; index < head.readUInt16LE(at + 6); index++) {
    const section = sections + index * 40;
    if (section + 40 > head.length) break;
    if (head.readUInt32LE(section + 20) + head.readUInt32LE(section + 16) > fileSize) return false;
  }
  return true;
}
