import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './child.mjs';
import { provideChineseFont, provideChromium } from './chromium.mjs';
import { provideDesktop } from './desktop.mjs';
import { findElectron } from './electron.mjs';
import { provideKeyring } from './keyring.mjs';
import { say } from './main.mjs';
import { root } from './project.mjs';
import { testsOfPlaywright } from './rules.mjs';
import { nodeToUse, toolEnvironment } from './runtime.mjs';
import { hosts, reportOf, reports, step, tool } from './suite-step.mjs';
import { single, tallyPlaywright, tallyVitest, tallyWithoutElectron, withCrash } from './tally.mjs';

/** A runner that takes longer hangs. */
const limitMs = 40 * 60_000;

/** These tests halt and lock the keyring they run with, so they get one of their own. */
const keychainTests = 'test/unit/keys/keychain.test.ts';
/** Installs everything once more, elsewhere: alone, so that it slows no other test down. */
const installTests = 'test/unit/install/bare-machine.test.ts';

/**
 * The unit tests; those that need a keyring or a machine of their own each in a run of its own.
 * @param {{ name: string, tally: import('./tally.mjs').Tally }[]} results
 * @param {string[]} files
 */
export async function unitTests(results, files) {
  await step(results, '单元测试 vitest', () =>
    vitest(files.length > 0 ? files : [`--exclude=${keychainTests}`, `--exclude=${installTests}`], 'vitest'),
  );
  if (files.length === 0 && process.platform === 'linux')
    await step(results, '钥匙串测试 vitest', () => vitest([keychainTests], 'vitest-keychain'));
  if (files.length === 0) await step(results, '安装测试 vitest', () => vitest([installTests], 'vitest-install'));
}

/**
 * @param {string[]} selection vitest's own arguments: files, or what to leave out
 * @param {string} name of the report
 */
async function vitest(selection, name) {
  const file = join(reports, `${name}.json`);
  rmSync(file, { force: true });
  const keyring = await provideKeyring();
  const args = [
    tool('vitest', 'vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...selection,
  ];
  const [program = nodeToUse(), ...rest] =
    keyring.length === 0 ? [nodeToUse(), ...args] : [...keyring, nodeToUse(), ...args];
  const result = await run(program, rest, { cwd: root, env: toolEnvironment(), show: true, limitMs });
  return tallyOf(file, tallyVitest, result, name);
}

/**
 * The specs in the browser, then in the desktop program, then in the program as it is packed.
 * @param {{ name: string, tally: import('./tally.mjs').Tally }[]} results
 * @param {string[]} files
 */
export async function endToEnd(results, files) {
  /** @type {string[]} */
  const ran = [];
  for (const { project, name } of hosts) {
    rmSync(reportOf(project), { force: true });
    await step(results, `界面测试（${name}）`, async () => {
      const tally = await (project === 'chromium' ? inBrowser(files) : inDesktop(project, files));
      ran.push(`${name}中运行了 ${tally.passed + tally.failed} 项`);
      return tally;
    });
  }
  process.stdout.write(`\n界面测试：${ran.join('，')}。\n`);
  const found = hosts.some(
    ({ project }) => existsSync(reportOf(project)) && testsOfPlaywright(reportOf(project)).length > 0,
  );
  if (files.length > 0 && !found) {
    say(`没有找到这些界面测试：${files.join('、')}`);
    results.push({ name: '界面测试', tally: single(false) });
  }
}

/**
 * @param {'chromium' | 'desktop' | 'packaged'} project
 * @param {string[]} files
 */
const playwright = (project, files) => [
  tool('@playwright', 'test', 'cli.js'),
  'test',
  `--project=${project}`,
  '--pass-with-no-tests',
  ...files,
];

/** @param {string[]} files */
async function inBrowser(files) {
  const chromium = await provideChromium();
  await provideChineseFont();
  const env = toolEnvironment({ DESK_CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: reportOf('chromium') });
  const result = await run(nodeToUse(), playwright('chromium', files), { cwd: root, env, show: true, limitMs });
  return tallyOf(reportOf('chromium'), tallyPlaywright, result, '浏览器中的界面测试');
}

/**
 * @param {'desktop' | 'packaged'} project
 * @param {string[]} files
 */
async function inDesktop(project, files) {
  const file = reportOf(project);
  const env = toolEnvironment({ PLAYWRIGHT_JSON_OUTPUT_FILE: file });
  if (findElectron() === null) {
    // Listed all the same: how many they are, and which rules they name.
    const listed = await run(nodeToUse(), [...playwright(project, files), '--list', '--reporter=json'], {
      cwd: root,
      env,
      limitMs,
    });
    if (listed.code !== 0) say(listed.output);
    return tallyOf(file, tallyWithoutElectron, listed, '桌面界面测试的清单');
  }
  const [program = nodeToUse(), ...rest] = [...(await provideDesktop()), nodeToUse(), ...playwright(project, files)];
  const result = await run(program, rest, { cwd: root, env, show: true, limitMs });
  return tallyOf(file, tallyPlaywright, result, '桌面程序中的界面测试');
}

/**
 * @param {string} file
 * @param {(file: string) => import('./tally.mjs').Tally} read
 * @param {{ code: number, timedOut: boolean }} result
 * @param {string} name
 */
function tallyOf(file, read, result, name) {
  if (result.timedOut) say(`${name}超过 40 分钟没有结束，已停止。`);
  if (!existsSync(file)) {
    say(`${name}没有留下结果，算作未通过。`);
    return single(false);
  }
  return withCrash(read(file), result.code);
}
