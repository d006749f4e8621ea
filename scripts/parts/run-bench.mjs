import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './child.mjs';
import { readArguments } from './command-line.mjs';
import { provideChromium } from './chromium.mjs';
import { provideDesktop } from './desktop.mjs';
import { findElectron } from './electron.mjs';
import { provideKeyring } from './keyring.mjs';
import { keepLog, say, Stop } from './main.mjs';
import { findOnPath } from './path-search.mjs';
import { prepare } from './prepare.mjs';
import { modulesDir, root } from './project.mjs';
import { nodeToUse, toolEnvironment } from './runtime.mjs';

/** In the order of the table; each is `test/bench/<name>.bench.ts` and ends within a few minutes. */
const benches = [
  'search',
  'window',
  'entering',
  'encryption',
  'locked-to-password',
  'host',
  'import',
  'board',
  'account-timing',
  'desktop',
];
/** Kept with the code: measuring one figure anew in a fresh clone must not lose the others. */
const results = join(root, 'test', 'bench', 'results');

const help = `用法：npm run bench -- [选项]

安装并构建，然后逐项测量性能指标，结果写入 docs/figures.md。达不到目标时退出码为 1。请在没有其他程序占用处理器时运行。

  --only 名称  只测其中几项，用逗号分开：${benches.join('、')}；表中其余各项保留上次的结果
  --table      不测量，只用上次的结果重写表格
  --help       显示本说明
`;

/**
 * Runs the benches one after another and writes the table of figures.
 * @param {string[]} argv
 * @returns {Promise<number>} 0 when every figure keeps its target
 */
export async function runBench(argv) {
  const { values } = readArguments(argv, { only: { type: 'string' }, table: { type: 'boolean' } });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const wanted = values.table ? [] : values.only === undefined ? benches : values.only.split(',');
  const unknown = wanted.find((name) => !benches.includes(name));
  if (unknown !== undefined) throw new Stop(`没有名为“${unknown}”的测量，可选：${benches.join('、')}。`, 2);
  await prepare();
  mkdirSync(results, { recursive: true });
  // What a machine lacks, or one bench that fails, takes nothing from what the others measured.
  let failed = 0;
  for (const name of wanted) {
    try {
      await measure(name);
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      failed += 1;
      say(`${error.message}这一项跳过，表中保留上次的结果。`);
    }
  }
  const table = await run(
    nodeToUse(),
    [
      ...typescript,
      join(root, 'test/bench/support/write-table.ts'),
      results,
      join(root, 'docs/figures.md'),
      ...benches,
    ],
    {
      cwd: root,
      env: toolEnvironment(),
      show: true,
    },
  );
  if (failed > 0) say(`有 ${failed} 项没有测到。`);
  return failed > 0 ? 1 : table.code;
}

const typescript = [join(modulesDir, 'tsx', 'dist', 'cli.mjs'), '--tsconfig', join(root, 'tsconfig.base.json')];

/**
 * @param {string} name
 */
async function measure(name) {
  say(`正在测量 ${name}……`);
  if (name === 'window' || name === 'host' || name === 'import') await provideChromium();
  /** @type {string[]} */
  let around = [];
  if (name === 'locked-to-password') {
    if (findOnPath(['keepassxc-cli']) === null)
      throw new Stop('没有 keepassxc-cli，无法比较，请安装软件包 keepassxc。');
    around = await provideKeyring();
    if (around.length === 0) throw new Stop('没有测试用的钥匙串，无法测量 locked-to-password。');
  }
  if (name === 'desktop') {
    if (findElectron() === null)
      throw new Stop(
        '没有桌面组件 Electron，无法测量桌面程序；请先执行 npm start -- --electron，或用 ELECTRON_OVERRIDE_DIST_PATH 指出它在哪里。',
      );
    around = await provideDesktop();
  }
  const [program = nodeToUse(), ...args] = [
    ...around,
    nodeToUse(),
    ...typescript,
    join(root, 'test', 'bench', `${name}.bench.ts`),
  ];
  const started = new Date();
  const head = await run('git', ['rev-parse', '--short', 'HEAD'], { cwd: root });
  const { code, output } = await run(program, args, { cwd: root, env: toolEnvironment(), limitMs: 15 * 60_000 });
  const line = output.split('\n').find((text) => text.startsWith('{"figures":'));
  if (code !== 0 || line === undefined) throw new Stop(`测量 ${name} 失败，详情记在 ${keepLog('bench', output)}。`);
  writeFileSync(
    join(results, `${name}.json`),
    JSON.stringify({
      ...JSON.parse(line),
      measuredAt: started.toISOString(),
      commit: head.code === 0 ? head.output.trim() : '',
    }),
  );
}
