import { join } from 'node:path';
import { run } from './child.mjs';
import { cacheDir, root } from './project.mjs';
import { nodeToUse, toolEnvironment } from './runtime.mjs';
import { report, tool } from './suite-step.mjs';
import { single } from './tally.mjs';

/** @typedef {{ name: string, args: string[], slow?: boolean }} StaticCheck */

/** One tsconfig a layer, so that code without DOM or Node types cannot use them. */
const layers = ['src-preload/contract', 'src-preload', 'src-main', 'src-renderer', 'scripts', 'test'];

/**
 * The checks that read the sources and run nothing.
 * @param {(part: string) => boolean} runs
 * @returns {StaticCheck[]}
 */
export function staticChecks(runs) {
  /** @type {StaticCheck[]} */
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
  return checks;
}

/**
 * Static checks print only when they fail; two run at a time, told in order.
 * @param {{ name: string, tally: import('./tally.mjs').Tally }[]} results
 * @param {StaticCheck[]} checks
 */
export async function runChecks(results, checks) {
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
