import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './child.mjs';
import { readArguments } from './command-line.mjs';
import { provideChineseFont, provideChromium } from './chromium.mjs';
import { provideDesktop } from './desktop.mjs';
import { findElectron } from './electron.mjs';
import { provideKeyring } from './keyring.mjs';
import { say, Stop } from './main.mjs';
import { prepare } from './prepare.mjs';
import { cacheDir, modulesDir, root } from './project.mjs';
import { checkRules } from './rules-page.mjs';
import { testsOfPlaywright, testsOfVitest } from './rules.mjs';
import { nodeToUse, toolEnvironment } from './runtime.mjs';
import {
  single,
  slowest,
  summary,
  tallyPlaywright,
  tallyVitest,
  tallyWithoutElectron,
  timesOfPlaywright,
  timesOfVitest,
  withCrash,
} from './tally.mjs';

const help = `用法：npm test -- [选项] [文件……]

安装所需的一切，然后依次运行：构建、类型、代码规范、分层规则、单元测试、界面测试。
最后一行是总数：N passed, N failed, N skipped。

  --only 名称  只运行其中几项，用逗号分开：build、types、format、lint、deps、dead、static（各项检查）、unit、e2e
  --help       显示本说明

写出文件时，只把这些文件交给单元测试或界面测试，例如：
  npm test -- --only e2e test/e2e/windows.spec.ts

界面测试分别在浏览器和桌面程序（Electron）中运行；本机没有 Electron 时，桌面部分按数量列为跳过。
`;

const parts = ['build', 'types', 'format', 'lint', 'deps', 'dead', 'unit', 'e2e'];
const groups = { static: ['types', 'format', 'lint', 'deps', 'dead'] };
const reports = join(cacheDir, 'test');
/** A runner that takes longer hangs. */
const limitMs = 40 * 60_000;
const tool = (/** @type {string[]} */ ...path) => join(modulesDir, ...path);

/** One tsconfig a layer, so that code without DOM or Node types cannot use them. */
const layers = ['src-preload/contract', 'src-preload', 'src-main', 'src-renderer', 'scripts', 'test'];

/**
 * `npm test`.
 * @param {string[]} argv
 * @returns {Promise<number>} 0 when nothing failed
 */
export async function runSuites(argv) {
  const { only, files, wantsHelp } = optionsOf(argv);
  if (wantsHelp) {
    process.stdout.write(help);
    return 0;
  }
  await prepare({ installOnly: true });
  // Whatever an earlier run left is not this one's.
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  /** @type {{ name: string, tally: import('./tally.mjs').Tally }[]} */
  const results = [];
  const runs = (/** @type {string} */ part) => only.includes(part);

  let built = true;
  if (runs('build') || runs('unit') || runs('e2e')) {
    built = await step(results, '构建', async () => {
      await prepare();
      return single(true);
    });
  }
  /** @type {{ name: string, args: string[], slow?: boolean }[]} */
  const checks = [];
  if (runs('types')) checks.push(...layers.map((layer) => ({ name: `类型 ${layer}`, args: typeCheck(layer) })));
  if (runs('lint'))
    checks.push({
      name: '代码规范 eslint',
      args: [tool('eslint', 'bin', 'eslint.js'), '.', '--max-warnings=0'],
      slow: true,
    });
  if (runs('deps')) {
    const cruise = [
      tool('dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
      '--config',
      '.dependency-cruiser.cjs',
      'src-main',
      'src-preload',
      'src-renderer',
    ];
    checks.push({ name: '分层规则 dependency-cruiser', args: cruise });
  }
  if (runs('format'))
    checks.push({
      name: '格式 prettier',
      args: [tool('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level=warn', '.'],
    });
  if (runs('dead'))
    checks.push({ name: '无人使用的代码 knip', args: [tool('knip', 'bin', 'knip.js'), '--no-config-hints'] });
  await runChecks(results, checks);
  if (built) {
    if (runs('unit')) {
      await step(results, '单元测试 vitest', () =>
        vitest(files.length > 0 ? files : [`--exclude=${keychainTests}`, `--exclude=${installTests}`], 'vitest'),
      );
      if (files.length === 0 && process.platform === 'linux')
        await step(results, '钥匙串测试 vitest', () => vitest([keychainTests], 'vitest-keychain'));
      if (files.length === 0) await step(results, '安装测试 vitest', () => vitest([installTests], 'vitest-install'));
    }
    if (runs('e2e')) await endToEnd(results, files);
    // Which rules are shown is known only when every test ran.
    if (runs('unit') && runs('e2e') && files.length === 0)
      await step(results, '规则与测试', () => Promise.resolve(rulesShown()));
  }
  for (const line of slowest(timesShown())) process.stdout.write(`${line}\n`);
  const { lines, failed } = summary(results);
  process.stdout.write(`\n${lines.join('\n')}\n`);
  return failed === 0 ? 0 : 1;
}

/**
 * @param {string[]} argv
 */
function optionsOf(argv) {
  const { values, positionals } = readArguments(argv, { only: { type: 'string' } }, { allowPositionals: true });
  const named = values.only?.split(',') ?? parts;
  const only = named.flatMap((name) => (name === 'static' ? groups.static : [name]));
  const unknown = only.find((name) => !parts.includes(name));
  if (unknown !== undefined) throw new Stop(`--only 里没有“${unknown}”这一项，可选：${parts.join('、')}、static。`, 2);
  return { only, files: positionals, wantsHelp: values.help === true };
}

/**
 * Runs one step under its heading, with its time; whatever it throws counts as one failure.
 * @param {{ name: string, tally: import('./tally.mjs').Tally }[]} results
 * @param {string} name
 * @param {() => Promise<import('./tally.mjs').Tally>} body
 * @returns {Promise<boolean>} whether nothing failed
 */
async function step(results, name, body) {
  const started = Date.now();
  process.stdout.write(`\n── ${name}\n`);
  let tally;
  try {
    tally = await body();
  } catch (error) {
    say(error instanceof Stop ? error.message : String(error instanceof Error ? error.stack : error));
    tally = single(false);
  }
  results.push({ name, tally });
  report(tally, Date.now() - started);
  return tally.failed === 0;
}

/**
 * @param {import('./tally.mjs').Tally} tally
 * @param {number} ms
 */
function report(tally, ms) {
  process.stdout.write(`${tally.failed === 0 ? '通过' : '未通过'}，用时 ${(ms / 1000).toFixed(1)} 秒\n`);
}

/**
 * Static checks print only when they fail; two run at a time, told in order.
 * @param {{ name: string, tally: import('./tally.mjs').Tally }[]} results
 * @param {{ name: string, args: string[], slow?: boolean }[]} checks
 */
async function runChecks(results, checks) {
  const queue = checks.map((check) => {
    /** @type {(value: { code: number, output: string, ms: number }) => void} */
    let finish = () => {};
    const finished = /** @type {Promise<{ code: number, output: string, ms: number }>} */ (
      new Promise((resolve) => {
        finish = resolve;
      })
    );
    return { ...check, finish, finished };
  });
  // The slowest first, so that the two workers end together.
  const waiting = [...queue].sort((one, other) => Number(other.slow ?? false) - Number(one.slow ?? false));
  const worker = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const started = Date.now();
      const result = await run(nodeToUse(), check.args, {
        cwd: root,
        env: toolEnvironment({ FORCE_COLOR: process.stdout.isTTY ? '1' : '0' }),
        limitMs: 10 * 60_000,
      });
      check.finish({ code: result.code, output: result.output, ms: Date.now() - started });
    }
  };
  const workers = [worker(), worker()];
  for (const check of queue) {
    const result = await check.finished;
    const tally = single(result.code === 0);
    results.push({ name: check.name, tally });
    process.stdout.write(`\n── ${check.name}\n${result.code === 0 ? '' : result.output}`);
    report(tally, result.ms);
  }
  await Promise.all(workers);
}

/**
 * @param {string} layer
 * @returns {string[]}
 */
function typeCheck(layer) {
  const compiler = layer === 'src-renderer' ? tool('vue-tsc', 'bin', 'vue-tsc.js') : tool('typescript', 'bin', 'tsc');
  return [
    compiler,
    '-p',
    layer,
    '--incremental',
    '--tsBuildInfoFile',
    join(cacheDir, 'types', `${layer.replaceAll('/', '-')}.json`),
  ];
}

/** These tests halt and lock the keyring they run with, so they get one of their own. */
const keychainTests = 'test/unit/keys/keychain.test.ts';
/** Installs everything once more, elsewhere: alone, so that it slows no other test down. */
const installTests = 'test/unit/install/bare-machine.test.ts';

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

/** Where the specs run: Playwright's project of the same name. */
const hosts = /** @type {const} */ ([
  { project: 'chromium', name: '浏览器' },
  { project: 'desktop', name: '桌面程序' },
  { project: 'packaged', name: '打包后的程序' },
]);
const reportOf = (/** @type {string} */ project) => join(reports, `playwright-${project}.json`);

/**
 * The specs in the browser, then in the desktop program, then in the program as it is packed.
 * @param {{ name: string, tally: import('./tally.mjs').Tally }[]} results
 * @param {string[]} files
 */
async function endToEnd(results, files) {
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

/** How long each test of this run took. */
function timesShown() {
  const of = (/** @type {string} */ file, /** @type {(file: string) => import('./tally.mjs').Timed[]} */ read) =>
    existsSync(file) ? read(file) : [];
  return [
    ...['vitest', 'vitest-keychain'].flatMap((name) => of(join(reports, `${name}.json`), timesOfVitest)),
    ...hosts.flatMap(({ project, name }) => of(reportOf(project), (file) => timesOfPlaywright(file, name))),
  ];
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

/** Every rule has a passing test in the reports of this run, and docs/rules.md says which. */
function rulesShown() {
  const of = (/** @type {string} */ name, /** @type {(file: string) => import('./rules.mjs').NamedTest[]} */ read) => {
    const file = join(reports, `${name}.json`);
    return existsSync(file) ? read(file) : [];
  };
  const tests = [
    ...of('vitest', testsOfVitest),
    ...of('vitest-keychain', testsOfVitest),
    ...hosts.flatMap(({ project }) => of(`playwright-${project}`, testsOfPlaywright)),
  ];
  const { lines, failed } = checkRules(tests);
  for (const line of lines) say(line);
  return { passed: failed === 0 ? 1 : 0, failed, skipped: [] };
}
