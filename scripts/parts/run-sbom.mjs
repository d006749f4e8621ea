import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { run } from './child.mjs';
import { readArguments } from './command-line.mjs';
import { npmCommand } from './install.mjs';
import { say, Stop } from './main.mjs';
import { prepare } from './prepare.mjs';
import { outDir, root } from './project.mjs';

const help = `用法：npm run sbom -- [选项]

列出程序所含的第三方软件包（CycloneDX 1.5，JSON），写入 dist/agency-desk-VERSION.cdx.json。同一份 package-lock.json 总是得到同样的内容。

  --out 文件   写到别处；- 表示写到标准输出
  --help       显示本说明
`;

/**
 * `npm run sbom`: what is installed with the program, and what is bundled into its pages.
 * @param {string[]} argv
 * @returns {Promise<number>}
 */
export async function runSbom(argv) {
  const { values } = readArguments(argv, { out: { type: 'string' } });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  await prepare();
  const npm = npmCommand();
  const listed = await run(
    npm.command,
    [...npm.args, 'sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--loglevel', 'error'],
    { cwd: root, shell: npm.shell, limitMs: 5 * 60_000 },
  );
  if (listed.code !== 0) throw new Stop(`npm sbom 没有成功：${listed.output.trim().split('\n').at(-1) ?? ''}`);
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const notices = JSON.parse(readFileSync(join(outDir, 'renderer', 'notices.json'), 'utf8'));
  const text = `${JSON.stringify(shippedOnly(JSON.parse(listed.output), { name, version, lock, notices }), null, 2)}\n`;
  if (values.out === '-') {
    process.stdout.write(text);
    return 0;
  }
  const file = resolve(root, values.out ?? join('dist', `${name}-${version}.cdx.json`));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  say(`软件物料清单已写入 ${file}`);
  return 0;
}

/**
 * @typedef {{ 'bom-ref': string, name: string, version: string, purl?: string }} Component
 * @typedef {{ serialNumber?: string, metadata: { timestamp?: string, tools?: unknown, component: Component & { type?: string } }, components: Component[], dependencies: { ref: string, dependsOn?: string[] }[] }} Bom
 */

/**
 * Of all that npm lists, what is shipped; without what differs from one run to the next (time, random number, npm's version, name of the folder).
 * @param {Bom} bom
 * @param {{ name: string, version: string, lock: { packages: Record<string, { dev?: boolean, name?: string, version?: string }> }, notices: { name: string, version: string }[] }} about
 * @returns {Bom}
 */
export function shippedOnly(bom, { name, version, lock, notices }) {
  const production = Object.entries(lock.packages).flatMap(([path, entry]) =>
    path === '' || entry.dev === true
      ? []
      : [`${entry.name ?? path.slice(path.lastIndexOf('node_modules/') + 13)}@${entry.version ?? ''}`],
  );
  const shipped = new Set([...production, ...notices.map((notice) => `${notice.name}@${notice.version}`)]);
  const components = bom.components
    .filter((component) => shipped.has(component['bom-ref']) || shipped.has(`${component.name}@${component.version}`))
    .map((component) => ({ ...component, scope: 'required' }))
    .toSorted((one, other) => compare(one['bom-ref'], other['bom-ref']));
  const own = bom.metadata.component['bom-ref'];
  const refs = new Set([own, ...components.map((component) => component['bom-ref'])]);
  const dependencies = bom.dependencies
    .filter(({ ref }) => refs.has(ref))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((to) => refs.has(to)).toSorted(compare) }))
    .toSorted((one, other) => compare(one.ref, other.ref));
  const metadata = {
    lifecycles: [{ phase: 'build' }],
    tools: [{ vendor: 'npm', name: 'cli' }],
    component: { ...bom.metadata.component, type: 'application', name, version },
  };
  const hex = createHash('sha256')
    .update(JSON.stringify([metadata, components, dependencies]))
    .digest('hex');
  // A number of version 8 (own making): of the content, so that the same content has the same.
  const serial = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  return { ...bom, serialNumber: `urn:uuid:${serial}`, metadata, components, dependencies };
}

const compare = (/** @type {string} */ one, /** @type {string} */ other) => (one < other ? -1 : one > other ? 1 : 0);
