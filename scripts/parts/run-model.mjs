import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { run } from './child.mjs';
import { readArguments, wholeNumber } from './command-line.mjs';
import { say } from './main.mjs';
import { prepare } from './prepare.mjs';
import { modulesDir, root } from './project.mjs';
import { nodeToUse, toolEnvironment } from './runtime.mjs';

const help = `用法：npm run model -- [选项]

用随机的办税动作（每组至少40步）比较程序与按规则写成的简单模型，不一致时打印种子和缩短后的步骤，退出码为 1。
同时用同一个种子运行 test/unit 中的性质测试（使用 fast-check 的文件）；npm test 中它们的种子固定。

  --seed N   第一份的种子，也是性质测试的种子（默认随机）；各份的种子依次加一
  --runs N   总组数（默认 2000），每份 100 组
  --help     显示本说明

重现一次失败：npm run model -- --seed 打印出的种子 --runs 100
重现一项性质测试：DESK_TEST_SEED=种子 npm test -- --only unit 文件
`;

/** Sequences of one process: what a seed stands for. */
const share = 100;
const limitMs = 30 * 60_000;

/**
 * Runs the property files, and the sequences in shares, as many at once as there are processors; the first failure ends it.
 * @param {string[]} argv
 * @returns {Promise<number>} 0 when there was no disagreement
 */
export async function runModel(argv) {
  const { values } = readArguments(argv, { seed: { type: 'string' }, runs: { type: 'string' } });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const seed = wholeNumber('--seed', values.seed ?? String(Date.now() % 1_000_000_000));
  const runs = wholeNumber('--runs', values.runs ?? '2000');
  await prepare({ installOnly: true });
  const started = Date.now();
  const shares = Array.from({ length: Math.ceil(runs / share) }, (_, index) => ({
    seed: seed + index,
    runs: Math.min(share, runs - index * share),
  }));
  let left = runs;
  let failure = '';
  const checkProperties = async () => {
    const result = await run(nodeToUse(), [...vitest, ...propertyFiles()], {
      cwd: root,
      env: toolEnvironment({ DESK_TEST_SEED: String(seed), NO_COLOR: '1' }),
      limitMs,
    });
    if (result.code !== 0) failure ||= `性质测试没有通过，DESK_TEST_SEED=${seed}\n${result.output}`;
    else say(`性质测试，种子 ${seed}：全部通过`);
  };
  const playShares = async () => {
    for (let next = shares.shift(); next !== undefined && failure === ''; next = shares.shift()) {
      const result = await run(nodeToUse(), [...program, '--seed', String(next.seed), '--runs', String(next.runs)], {
        cwd: root,
        env: toolEnvironment(),
        limitMs,
      });
      if (result.code !== 0) failure ||= result.output;
      left -= next.runs;
      if (failure === '') say(`种子 ${next.seed}：${next.runs} 组一致，还剩 ${left} 组`);
    }
  };
  await Promise.all(
    Array.from({ length: Math.min(4, availableParallelism()) }, (_, worker) =>
      worker === 0 ? checkProperties().then(playShares) : playShares(),
    ),
  );
  process.stdout.write(
    failure === ''
      ? `${runs} 组全部一致，种子 ${seed} 起，用时 ${Math.round((Date.now() - started) / 1000)} 秒\n`
      : `${failure}\n`,
  );
  return failure === '' ? 0 : 1;
}

const program = [
  join(modulesDir, 'tsx', 'dist', 'cli.mjs'),
  '--tsconfig',
  join(root, 'tsconfig.base.json'),
  join(root, 'test', 'model', 'run.ts'),
];
/** One worker: the sequences have the other processors. */
const vitest = [join(modulesDir, 'vitest', 'vitest.mjs'), 'run', '--silent', '--maxWorkers=1'];

/** Unit tests with properties in them. */
function propertyFiles() {
  const files = readdirSync(join(root, 'test', 'unit'), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.test.ts'),
  );
  return files
    .map((file) => join('test', 'unit', file))
    .filter((file) => readFileSync(join(root, file), 'utf8').includes("from 'fast-check'"));
}
