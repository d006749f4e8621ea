import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, it } from 'vitest';
import { modulesDir, root } from '../../../scripts/parts/project.mjs';

type Planted = [rule: string, files: Record<string, string>];
const named = 'export const one = 1;\nexport type One = number;\n';
const typeOf = (path: string) => `import type { One } from '${path}';\nexport type Mine = One;\n`;
const valueOf = (path: string) => `import { one } from '${path}';\nexport const mine = one;\n`;
const vueWith = (path: string) =>
  `<script setup lang="ts">\nimport { one } from '${path}';\n</script>\n<template>{{ one }}</template>\n`;

/** Small houses, each with one fault. */
const planted: Planted[] = [
  [
    'main-folders-in-order',
    {
      'src-main/office/clients/aa.ts': typeOf('../vault/aa.ts'),
      'src-main/office/vault/aa.ts': named,
      'src-main/office/vault/ab.ts': typeOf('../clients/ab.ts'),
      'src-main/office/clients/ab.ts': named,
    },
  ],
  [
    'renderer-folders-in-order',
    {
      'src-renderer/shared/kit/ba.ts': typeOf('../calls/ba.ts'),
      'src-renderer/shared/calls/ba.ts': named,
      'src-renderer/shared/calls/bb.ts': typeOf('../kit/bb.ts'),
      'src-renderer/shared/kit/bb.ts': named,
    },
  ],
  [
    'no-circular',
    { 'src-main/keys/ca.ts': valueOf('./cb.ts') + named, 'src-main/keys/cb.ts': valueOf('./ca.ts') + named },
  ],
  [
    'pages-apart',
    { 'src-renderer/pages/home/da.vue': vueWith('../trail/db.ts'), 'src-renderer/pages/trail/db.ts': named },
  ],
  [
    'shared-knows-no-store',
    { 'src-renderer/shared/kit/ea.vue': vueWith('../../stores/eb.ts'), 'src-renderer/stores/eb.ts': named },
  ],
  ['stores-are-stores', { 'src-renderer/stores/fa.ts': named }],
  [
    'pages-below-app',
    { 'src-renderer/pages/home/ga.vue': vueWith('../../app/gb.ts'), 'src-renderer/app/gb.ts': named },
  ],
  [
    'app-finds-pages',
    { 'src-renderer/app/ha.ts': valueOf('../pages/home/hb.ts'), 'src-renderer/pages/home/hb.ts': named },
  ],
  [
    'renderer-own',
    { 'src-renderer/shared/kit/ia.ts': valueOf('../../../src-main/keys/ib.ts'), 'src-main/keys/ib.ts': named },
  ],
  ['bureau-alone', { 'src-main/bureau/staff/ja.ts': typeOf('../../office/jb.ts'), 'src-main/office/jb.ts': named }],
  [
    'bureau-ground',
    { 'src-main/bureau/ground/ka.ts': typeOf('../sessions/kb.ts'), 'src-main/bureau/sessions/kb.ts': named },
  ],
  [
    'bureau-signed-in',
    { 'src-main/bureau/sessions/la.ts': typeOf('../staff/lb.ts'), 'src-main/bureau/staff/lb.ts': named },
  ],
  [
    'bureau-areas-apart',
    { 'src-main/bureau/staff/ma.ts': typeOf('../delegation/mb.ts'), 'src-main/bureau/delegation/mb.ts': named },
  ],
  [
    'bureau-floors-named',
    { 'src-main/bureau/tomorrow/na.ts': typeOf('./nb.ts'), 'src-main/bureau/tomorrow/nb.ts': named },
  ],
  ['under-the-roof', { 'src-main/office/vault/oa.ts': typeOf('../office.ts'), 'src-main/office/office.ts': named }],
  ['nothing-loose', { 'src-main/loose.ts': valueOf('./keys/pb.ts'), 'src-main/keys/pb.ts': named }],
  [
    'hosts-know-no-rule',
    { 'src-main/hosts/web/qa.ts': typeOf('../../bureau/staff/qb.ts'), 'src-main/bureau/staff/qb.ts': named },
  ],
  ['shell-not-web', { 'src-main/hosts/shell/ra.ts': typeOf('../web/rb.ts'), 'src-main/hosts/web/rb.ts': named }],
];

const clean = {
  'src-main/bureau/staff/good.ts': typeOf('../ground/good.ts'),
  'src-main/bureau/ground/good.ts': named,
  'src-renderer/pages/home/Good.vue': vueWith('../../shared/kit/good.ts'),
  'src-renderer/shared/kit/good.ts': named,
};

interface Violation {
  from: string;
  rule: { name: string };
}
let violations: Violation[] = [];

// All in one house: the tool takes longer to start than to look.
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'layers-'));
  try {
    for (const file of ['.dependency-cruiser.cjs', 'tsconfig.base.json', 'package.json'])
      copyFileSync(join(root, file), join(folder, file));
    symlinkSync(modulesDir, join(folder, 'node_modules'), 'junction');
    for (const [path, text] of [...planted.flatMap(([, files]) => Object.entries(files)), ...Object.entries(clean)]) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const tool = join(modulesDir, 'dependency-cruiser/bin/dependency-cruise.mjs');
    const args = [tool, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src-main', 'src-renderer'];
    // It ends with the number of faults as its code.
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder, maxBuffer: 1e8 }).catch(
      (error: unknown) => error as { stdout: string },
    );
    ({ violations } = (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

it.each(planted)('%s: a file that breaks it is found', (rule, files) => {
  const places = Object.keys(files).flatMap((path) => [path, dirname(path)]);
  expect(violations.filter((one) => places.includes(one.from)).map((one) => one.rule.name)).toContain(rule);
});

it('files without a fault have none', () => {
  expect(violations.filter((one) => one.from in clean)).toEqual([]);
});
