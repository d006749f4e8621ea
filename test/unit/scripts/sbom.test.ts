import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../../../scripts/parts/child.mjs';

const root = join(import.meta.dirname, '../../..');
interface Bom {
  bomFormat: string;
  specVersion: string;
  serialNumber: string;
  metadata: object;
  components: { name: string; version: string; purl: string; 'bom-ref': string }[];
  dependencies: { ref: string; dependsOn: string[] }[];
}
const list = async (): Promise<string> => {
  const { code, output } = await run(process.execPath, [join(root, 'scripts/sbom.mjs'), '--out', '-'], { cwd: root });
  expect(code, output).toBe(0);
  return output.slice(output.indexOf('{'));
};

test('the bill of materials names what is shipped, and is the same each time', { timeout: 120_000 }, async () => {
  const [text, again] = [await list(), await list()];
  expect(again).toBe(text);
  const bom = JSON.parse(text) as Bom;
  expect(bom).toMatchObject({
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    serialNumber: expect.stringMatching(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/),
  });
  expect(bom.metadata).toMatchObject({ component: { type: 'application', name: 'agency-desk' } });
  expect(text).not.toMatch(/"timestamp"/);

  const { dependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const named = new Set(
    bom.components.flatMap(({ purl }) => [
      decodeURIComponent(purl)
        .replace(/^pkg:npm\//, '')
        .replace(/\?.*$/, ''),
    ]),
  );
  for (const [name, wanted] of Object.entries(dependencies)) {
    const alias = /^npm:(.+)@([^@]+)$/.exec(wanted);
    expect([...named], name).toContain(alias ? `${alias[1]}@${alias[2]}` : `${name}@${wanted}`);
  }
  // Bundled into the pages, though only needed to build them; and nothing that only checks or packs.
  const names = bom.components.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['vue', 'element-plus', 'pinia']));
  for (const tool of ['vitest', 'eslint', 'electron-builder', '@playwright/test', 'typescript'])
    expect(names).not.toContain(tool);
  const refs = new Set(bom.components.map((component) => component['bom-ref']));
  expect(bom.dependencies.flatMap(({ dependsOn }) => dependsOn).filter((ref) => !refs.has(ref))).toEqual([]);
});
