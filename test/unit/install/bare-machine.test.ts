import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { npmCommand } from '../../../scripts/parts/install.mjs';
import { root } from '../../../scripts/parts/project.mjs';

/** The npm that comes with Node.js 20.19, the oldest that README promises. */
const oldestNpm = '10.8.2';
const limitMs = 8 * 60_000;

let folder = '';
let clone = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'desk-install-'));
  clone = join(folder, 'clone');
  mkdirSync(join(clone, 'scripts'), { recursive: true });
  for (const name of ['package.json', 'package-lock.json', '.npmrc', 'scripts/parts'])
    cpSync(join(root, name), join(clone, name), { recursive: true });
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

/** What a program printed on both streams; one that failed throws with it. */
function output(command: string, args: readonly string[], env: NodeJS.ProcessEnv, shell = false): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      command,
      args,
      { cwd: clone, env, shell, timeout: limitMs, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        if (error) reject(new Error(`${command} ${args.join(' ')}\n${stdout}\n${stderr}`));
        else resolve(stdout + stderr);
      },
    );
  });
}

/** Without what an outer npm hands down: it would settle the questions that the clone's own files must answer. */
function environment(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) =>
      !/^npm_(?:config_(?:ignore_scripts|include|omit|local_prefix)|execpath|node_execpath|package_|lifecycle_)/i.test(
        name,
      ),
  );
  return { ...Object.fromEntries(own), ...extra };
}

/** The oldest npm, got by the npm at hand. Without a registry, and without a copy in npm's cache, this throws: the check is never left out. */
function withOldestNpm(args: readonly string[]): Promise<string> {
  const npm = npmCommand();
  return output(
    npm.command,
    [...npm.args, 'exec', '--yes', '--prefer-offline', `npm@${oldestNpm}`, '--', ...args],
    environment(),
    npm.shell,
  );
}

/** A PATH on which there is Node and nothing else: no Python, no make, no compiler, no git, no shell. */
function barePath(): string {
  if (process.platform === 'win32') return dirname(process.execPath);
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  symlinkSync(process.execPath, join(bin, 'node'));
  return bin;
}

describe(`a computer that has Node and npm ${oldestNpm}, and nothing to compile with`, () => {
  it(
    'finds the lockfile whole',
    async () => {
      expect(await withOldestNpm(['ci', '--dry-run', '--ignore-scripts'])).toMatch(/added \d+ packages/);
    },
    limitMs,
  );

  it(
    'installs into an empty folder and opens the encrypted store, Argon2 and the keychain with the Node that came along',
    async () => {
      const cli = (await withOldestNpm(['exec', '-c', 'node -p process.env.npm_execpath'])).trim();
      expect(JSON.parse(readFileSync(join(cli, '../../package.json'), 'utf8')).version).toBe(oldestNpm);
      const bare = environment({ PATH: barePath(), npm_execpath: cli, npm_node_execpath: process.execPath });

      const part = (name: string): string => JSON.stringify(pathToFileURL(join(clone, 'scripts/parts', name)).href);
      const said = await output(
        process.execPath,
        [
          '--input-type=module',
          '-e',
          `
      import { install, isInstalled } from ${part('install.mjs')};
      import { projectNode } from ${part('runtime.mjs')};
      await install();
      console.log(JSON.stringify({ installed: isInstalled(), node: projectNode() }));
    `,
        ],
        bare,
      );
      const done = JSON.parse(said.split('\n').find((line) => line.startsWith('{')) ?? '{}') as {
        installed: boolean;
        node: string | null;
      };
      expect(done.installed).toBe(true);
      // npm compiles it unasked when it may run scripts.
      expect(existsSync(join(clone, 'node_modules/better-sqlite3/build'))).toBe(false);

      const loaded = JSON.parse(
        await output(
          done.node ?? process.execPath,
          [
            '-e',
            `
      const Database = require('better-sqlite3');
      const open = (key) => { const db = new Database('secret.db'); db.pragma("key='" + key + "'"); return db; };
      const first = open('right');
      first.exec("create table kept (word text); insert into kept values ('沈阳')");
      first.close();
      let refused = false;
      try { open('wrong').prepare('select word from kept').get(); } catch { refused = true; }
      const argon2 = require('@node-rs/argon2');
      const hash = argon2.hashSync('Jigou-2026');
      const verdict = { right: argon2.verifySync(hash, 'Jigou-2026'), wrong: argon2.verifySync(hash, 'Jigou-2027') };
      const word = open('right').prepare('select word from kept').get().word;
      console.log(JSON.stringify({ node: process.versions.node, word, refused, hash: hash.slice(0, 10), verdict, keytar: typeof require('keytar').getPassword }));
    `,
          ],
          bare,
        ),
      ) as Record<string, unknown>;
      expect(loaded).toEqual({
        node: done.node === null ? process.versions.node : expect.stringMatching(/^24\./),
        word: '沈阳',
        refused: true,
        hash: '$argon2id$',
        verdict: { right: true, wrong: false },
        keytar: 'function',
      });
    },
    limitMs,
  );
});
