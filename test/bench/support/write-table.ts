/** Writes docs/figures.md from the results of the benches. Arguments: folder of the results, file to write, names of the benches in order. */
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, release, totalmem, type as systemType } from 'node:os';
import { join } from 'node:path';
import { passes, type BenchResult, type Figure } from './figure.ts';

interface KeptResult extends BenchResult {
  measuredAt: string;
  commit: string;
}

const [folder = '', target = '', ...names] = process.argv.slice(2);

const number = (value: number): string =>
  Math.abs(value) >= 100 ? value.toFixed(0) : Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2);
const shown = (value: number, unit: Figure['unit']): string => `${number(value)} ${unit}`;
const bound = ({ sense, limit, unit, aim }: Figure): string =>
  `${sense === 'atMost' ? '≤' : '≥'} ${limit} ${unit}${aim === undefined ? '' : ` (aim ${aim})`}`;

async function kept(name: string): Promise<KeptResult | null> {
  const text = await readFile(join(folder, `${name}.json`), 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as KeptResult);
}

const results = await Promise.all(names.map(async (name) => ({ name, result: await kept(name) })));
const measured = results.flatMap(({ name, result }) => (result ? [{ name, ...result }] : []));
const figures = measured.flatMap(({ figures: found }) => found);
const missing = results.filter(({ result }) => result === null).map(({ name }) => name);

const [processor] = cpus();
const lines = [
  '# Figures',
  '',
  'Written by `npm run bench` (`-- --only NAME` measures some of them anew). Ratios and medians come of runs in turns within one process or one session;',
  'milliseconds do not travel to other machines, ratios nearly do.',
  '',
  `Machine: ${cpus().length} × ${processor?.model ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${systemType()} ${release()}, Node ${process.versions.node}.`,
  '',
  '| Figure | Measured | Target | |',
  '|---|---:|---:|---|',
  ...figures.map(
    (figure) =>
      `| ${figure.name} | ${shown(figure.value, figure.unit)} | ${bound(figure)} | ${passes(figure) ? 'pass' : '**miss**'} |`,
  ),
  '',
  ...(missing.length > 0 ? [`Not measured yet: ${missing.join(', ')}.`, ''] : []),
  '## How each was measured',
  '',
  ...measured.flatMap(({ name, figures: found, load, measuredAt, commit }) => [
    `### ${name}`,
    '',
    `${measuredAt.slice(0, 16).replace('T', ' ')} UTC${commit === '' ? '' : `, commit ${commit}`}; load average ${load.before.toFixed(1)} before, ${load.after.toFixed(1)} after.`,
    '',
    ...found.flatMap((figure) => [
      `**${figure.name}**: ${shown(figure.value, figure.unit)}, target ${bound(figure)}. ${figure.how}`,
      '',
      '| Series | median | p95 | runs |',
      '|---|---:|---:|---:|',
      ...figure.series.map((one) => `| ${one.name} | ${number(one.median)} | ${number(one.p95)} | ${one.runs} |`),
      '',
    ]),
  ]),
];
await writeFile(target, `${lines.join('\n').trimEnd()}\n`);
for (const figure of figures)
  console.log(
    `${passes(figure) ? 'pass' : 'MISS'}  ${figure.name}: ${shown(figure.value, figure.unit)} (${bound(figure)})`,
  );
if (missing.length > 0 || figures.some((figure) => !passes(figure))) process.exitCode = 1;
