import { join } from 'node:path';
import { run } from './child.mjs';
import { readArguments, wholeNumber } from './command-line.mjs';
import { prepare } from './prepare.mjs';
import { modulesDir, root } from './project.mjs';
import { nodeToUse, toolEnvironment } from './runtime.mjs';

const trustHelp = `用法：npm run trust -- [选项]

在首次建立机构的过程中反复强行结束程序，并在数据文件里随机翻转一位，看数据是否始终找得到、损坏是否始终说得出、备份是否都能恢复；
并让每种身份调用每个接口，看不该放行的是否都被拒绝。
npm test 中各做几次。有一次不符时退出码为 1。

  --kills N   强行结束的次数（默认 60）
  --flips N   翻转的次数（默认 20）
  --help      显示本说明
`;

const fuzzHelp = `用法：npm run fuzz -- [选项]

向程序的本机服务发送大量形状随机的请求（HTTP 和 WebSocket），看它是否始终应答、不占满内存、不出意外、不泄露秘密。
npm test 中发送 2000 次，种子固定。有一次不符时打印种子，退出码为 1。

  --calls N   请求次数（默认 20000）
  --seed N    种子（默认随机）
  --help      显示本说明
`;

const limitMs = 3 * 3_600_000;

/**
 * The durability and trust suites in full: kills in the first run, flipped bits, the matrix of procedures and callers.
 * @param {string[]} argv
 * @returns {Promise<number>} exit code
 */
export async function runTrust(argv) {
  const { values } = readArguments(argv, { kills: { type: 'string' }, flips: { type: 'string' } });
  if (values.help) {
    process.stdout.write(trustHelp);
    return 0;
  }
  return vitest(['test/durability', 'test/trust'], {
    DESK_TRUST: 'full',
    DESK_TRUST_KILLS: String(wholeNumber('--kills', values.kills ?? '60')),
    DESK_TRUST_FLIPS: String(wholeNumber('--flips', values.flips ?? '20')),
  });
}

/**
 * The fuzz suite in full.
 * @param {string[]} argv
 * @returns {Promise<number>} exit code
 */
export async function runFuzz(argv) {
  const { values } = readArguments(argv, { calls: { type: 'string' }, seed: { type: 'string' } });
  if (values.help) {
    process.stdout.write(fuzzHelp);
    return 0;
  }
  const seed = wholeNumber('--seed', values.seed ?? String(Date.now() % 1_000_000_000));
  process.stdout.write(`种子 ${seed}\n`);
  return vitest(['test/fuzz'], {
    DESK_FUZZ_CALLS: String(wholeNumber('--calls', values.calls ?? '20000')),
    DESK_TEST_SEED: String(seed),
  });
}

/**
 * @param {string[]} files
 * @param {Record<string, string>} env
 */
async function vitest(files, env) {
  await prepare({ installOnly: true });
  const result = await run(nodeToUse(), [join(modulesDir, 'vitest', 'vitest.mjs'), 'run', ...files], {
    cwd: root,
    env: toolEnvironment(env),
    limitMs,
    show: true,
  });
  return result.code === 0 ? 0 : 1;
}
