import { mkdirSync, rmSync } from 'node:fs';
import { readArguments } from './command-line.mjs';
import { Stop } from './main.mjs';
import { prepare } from './prepare.mjs';
import { runChecks, staticChecks } from './static-checks.mjs';
import { reports, step } from './suite-step.mjs';
import { rulesShown, timesShown } from './suite-reports.mjs';
import { single, slowest, summary } from './tally.mjs';
import { endToEnd, unitTests } from './test-runners.mjs';

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
  await runChecks(results, staticChecks(runs));
  if (built) {
    if (runs('unit')) await unitTests(results, files);
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
