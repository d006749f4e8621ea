import { parseArgs } from 'node:util';
import { check } from './check.ts';
import { buildTemplate } from './world/build.ts';

/* One process's share of `npm run model`. */

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, runs: { type: 'string', default: '100' } },
});
const template = await buildTemplate();
// A slow registry's timers do not hold the process; nothing else of this one would.
const alive = setInterval(() => {}, 60_000);
try {
  const disagreement = await check(template, { seed: Number(values.seed), runs: Number(values.runs) });
  if (disagreement !== null) {
    process.stdout.write(`${disagreement}\n`);
    process.exitCode = 1;
  }
} finally {
  clearInterval(alive);
  await template.remove();
}
