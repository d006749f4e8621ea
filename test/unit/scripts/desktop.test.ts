import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { findElectron } from '../../../scripts/parts/electron.mjs';
import { testsOfPlaywright } from '../../../scripts/parts/rules.mjs';
import { provideDesktop } from '../../../scripts/parts/desktop.mjs';

const folders: string[] = [];
function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'desk-scripts-'));
  folders.push(made);
  return made;
}
afterEach(() => {
  vi.unstubAllEnvs();
  for (const made of folders.splice(0)) rmSync(made, { recursive: true });
});

describe('the Electron of the desktop suites', () => {
  const program =
    process.platform === 'darwin'
      ? 'Electron.app/Contents/MacOS/Electron'
      : process.platform === 'win32'
        ? 'electron.exe'
        : 'electron';

  it('is the one that ELECTRON_OVERRIDE_DIST_PATH names', () => {
    const dist = folder();
    const file = join(dist, program);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, '');
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', dist);
    expect(findElectron()).toBe(file);
  });

  it('is none where that folder has none: no other takes its place', () => {
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', folder());
    expect(findElectron()).toBeNull();
  });
});

describe.runIf(process.platform === 'linux')('the surroundings of the desktop suites', () => {
  it('are a display of their own, a session bus, a keyring, and no root; the exit code is the command’s', async () => {
    const around = await provideDesktop();
    expect(around.at(-1)).toMatch(/with-desktop\.sh$/);
    const said = 'printf "%s|%s|%s|" "$(id -u)" "$DISPLAY" "$DBUS_SESSION_BUS_ADDRESS"; exit 3';
    const [program, ...rest] = [...around, 'sh', '-c', said];
    const { status, stdout } = spawnSync(program, rest, {
      encoding: 'utf8',
      env: { ...process.env, DISPLAY: ':somebodys' },
    });
    expect(status).toBe(3);
    expect(stdout).toMatch(/^[1-9]\d*\|:\d+\|unix:[^|]+\|$/);
  }, 60_000);
});

describe('the gate of the rules', () => {
  it('takes tests that stand in the report of either host; listed alone they are not passed', () => {
    const file = join(folder(), 'report.json');
    const spec = (title: string, status: string) => ({ title, file: 'desktop/a.spec.ts', tests: [{ status }] });
    writeFileSync(
      file,
      JSON.stringify({
        config: { rootDir: join(import.meta.dirname, '../../e2e') },
        suites: [{ title: 'desktop/a.spec.ts', specs: [spec('J3: ends', 'expected'), spec('J4: told', 'skipped')] }],
      }),
    );
    expect(testsOfPlaywright(file)).toEqual([
      { file: 'test/e2e/desktop/a.spec.ts', titles: ['J3: ends'], passed: true },
      { file: 'test/e2e/desktop/a.spec.ts', titles: ['J4: told'], passed: false },
    ]);
  });
});
