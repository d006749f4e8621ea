import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { modulesDir, root } from '../../../scripts/parts/project.mjs';

/** What the generators read, and where they write. */
const copied = ['scripts', 'docs/rules', 'src-main', 'src-preload', 'resources', 'package.json', 'tsconfig.base.json'];

it('the first rule of a new letter becomes known by `npm run docs` alone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'new-rule-'));
  try {
    for (const path of copied) cpSync(join(root, path), join(folder, path), { recursive: true });
    symlinkSync(modulesDir, join(folder, 'node_modules'), 'junction');
    const ids = (): string => readFileSync(join(folder, 'src-preload/contract/rule-id.ts'), 'utf8');
    const letter = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].find((one) => !ids().includes(`'${one}1'`)) ?? '';
    writeFileSync(
      join(folder, `docs/rules/${letter}.md`),
      `# ${letter}. Tomorrow\n\n## ${letter}1\n**A rule of tomorrow.**\nIts text.\n`,
    );
    const { docs = '' } = (
      JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
    ).scripts;
    const [tool, ...args] = docs.split(' ');
    expect(tool).toBe('tsx');
    execFileSync(process.execPath, [join(modulesDir, 'tsx/dist/cli.mjs'), ...args, '--quick'], {
      cwd: folder,
      stdio: 'pipe',
    });
    expect(ids()).toContain(`,\n  '${letter}1',\n] as const;`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);
