// Runs a command in a D-Bus session of its own with an unlocked, empty gnome-keyring, so that keychain tests touch nobody's secrets.
// Use: node scripts/with-keyring.mjs COMMAND ARGUMENTS…
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { exitCodeOf } from './parts/child.mjs';

const args = process.argv.slice(2);
if (args[0] === '--inside') {
  process.exitCode = await inside(args.slice(1));
} else {
  const self = fileURLToPath(import.meta.url);
  process.exitCode = await follow('dbus-run-session', ['--', process.execPath, self, '--inside', ...args], process.env);
}

/**
 * @param {string[]} command
 * @returns {Promise<number>}
 */
async function inside(command) {
  const home = mkdtempSync(join(tmpdir(), 'desk-keyring-'));
  // The daemon alone gets the throw-away folder; the command keeps its own environment.
  const daemon = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets', `--control-directory=${home}`], {
    env: { ...process.env, HOME: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home }, stdio: ['pipe', 'ignore', 'ignore'],
  });
  daemon.on('error', () => {});
  daemon.stdin.on('error', () => {});
  daemon.stdin.end(randomBytes(16).toString('hex'));
  try {
    if (!await isServed()) {
      process.stderr.write('测试用的钥匙串没有启动，请检查 gnome-keyring 是否装好。\n');
      return 1;
    }
    const [program = '', ...rest] = command;
    return await follow(program, rest, { ...process.env, DESK_TEST_KEYRING: '1' });
  } finally {
    daemon.kill();
    rmSync(home, { recursive: true, force: true });
  }
}

/** Waits until the secret service answers on the session bus. */
async function isServed() {
  const question = [
    '--session', '--print-reply=literal', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus.NameHasOwner', 'string:org.freedesktop.secrets',
  ];
  for (let tries = 0; tries < 100; tries += 1) {
    const answer = spawnSync('dbus-send', question, { encoding: 'utf8', timeout: 5000 });
    if (answer.stdout?.includes('true')) return true;
    await pause(100);
  }
  return false;
}

/**
 * @param {string} program
 * @param {string[]} rest
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>}
 */
function follow(program, rest, env) {
  return new Promise((resolve) => {
    const child = spawn(program, rest, { env, stdio: 'inherit' });
    child.once('error', (error) => {
      process.stderr.write(`无法启动 ${program}：${error.message}\n`);
      resolve(1);
    });
    child.once('close', (code, signal) => { resolve(exitCodeOf(code, signal)); });
    for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => { child.kill(signal); });
  });
}
