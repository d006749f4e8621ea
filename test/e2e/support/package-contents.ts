import { extractFile, getRawHeader } from '@electron/asar';

/** One file of a package's archive. */
export interface PackedFile {
  path: string;
  size: number;
  unpacked: boolean;
}

interface Entry {
  files?: Record<string, Entry>;
  size?: number;
  unpacked?: boolean;
}

/** All files of an archive, paths from its root with forward slashes. Throws when it is none. */
export function filesOf(archive: string): PackedFile[] {
  const found: PackedFile[] = [];
  const walk = (entry: Entry, path: string): void => {
    for (const [name, inner] of Object.entries(entry.files ?? {})) {
      const at = path === '' ? name : `${path}/${name}`;
      if (inner.files) walk(inner, at);
      else found.push({ path: at, size: inner.size ?? 0, unpacked: inner.unpacked === true });
    }
  };
  walk(getRawHeader(archive).header as unknown as Entry, '');
  return found;
}

/** Text of a packed file. */
export const textOf = (archive: string, path: string): string => extractFile(archive, path).toString('latin1');

/** What never belongs into a package, by name of the file. */
export const needless: Record<string, RegExp> = {
  'source map': /\.map$/,
  test: /(?:^|\/)(?:tests?|__tests__|specs?|fixtures|e2e)\/|\.(?:test|spec)\.[cm]?[jt]sx?$/,
  'source of C or C++, or its build file': /\.(?:c|cc|cpp|cxx|h|hpp|gyp|gypi|mk|o|a|obj|lib)$/,
  TypeScript: /\.(?:[cm]?ts|tsbuildinfo)$/,
  'key or certificate': /\.(?:pem|key|p12|pfx|crt|cer|jks)$|(?:^|\/)\.(?:env|npmrc|netrc)|id_(?:rsa|ed25519)/,
  'file of the workplace': /^(?:\.git|\.cache|\.github|\.ci|build|docs|scripts|src-\w+|dist)\//,
};

/** What would be a secret wherever it stands in a text. */
export const secrets: Record<string, RegExp> = {
  'private key': /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  'token of a code host or registry':
    /\b(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{30,}|npm_[A-Za-z0-9]{36})\b/,
  'key of a cloud': /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bAIza[A-Za-z0-9_-]{35}\b|\bLTAI[A-Za-z0-9]{12,20}\b/,
  'password in an address': /\bhttps?:\/\/[^\s/:@"'`]+:[^\s/@"'`]+@/,
};

/** Package that a packed file belongs to; null: it is the program's own. */
export const packageOf = (path: string): string | null =>
  /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? null;
