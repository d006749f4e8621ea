import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join, relative } from 'node:path';
import { expect, test as base, type Page } from '@playwright/test';
import { projectRoot, startProgram, type Program } from './program.ts';

/** What `npm run dev` runs on, so that a spec can change it. */
const sources = ['src-main', 'src-preload', 'src-renderer', 'scripts', 'build', 'resources', 'docs/manual'];
const files = ['package.json', 'electron.vite.config.ts', 'tsconfig.json', 'tsconfig.base.json'];

/** A copy of the program under development. */
export interface Developed {
  program: Program;
  /** Address of its pages. */
  address: string;
  /** Saves a file of the copy with one text in the place of another. */
  change(file: string, from: string, to: string): Promise<void>;
}

export interface DevelopedFixtures {
  /** Copies the sources beside the packages and starts them as `npm run dev` does. @param electron the program to show them in; left out: none */
  develop: (options?: { electron?: string; env?: NodeJS.ProcessEnv }) => Promise<Developed>;
}

export const test = base.extend<DevelopedFixtures>({
  develop: async ({}, use) => {
    // Below the project, where the packages are found.
    await mkdir(join(projectRoot, '.cache'), { recursive: true });
    const copy = await mkdtemp(join(projectRoot, '.cache/developed-'));
    const started: Program[] = [];
    await use(async ({ electron, env = {} } = {}) => {
      await Promise.all(
        [...sources, ...files].map((one) => cp(join(projectRoot, one), join(copy, one), { recursive: true })),
      );
      const port = await freePort();
      const script = relative(projectRoot, join(copy, 'scripts/dev/serve.mjs'));
      const program = startProgram(script, ['--data', join(copy, 'data'), '--world', 'demo'], {
        DESK_DEV_PORT: String(port),
        ...(electron === undefined ? {} : { DESK_DEV_ELECTRON: electron }),
        ...env,
      });
      started.push(program);
      return {
        program,
        address: `http://127.0.0.1:${port}/`,
        change: async (file, from, to) => {
          const before = await readFile(join(copy, file), 'utf8');
          expect(before, `${file} has changed; name another text in it`).toContain(from);
          await writeFile(join(copy, file), before.replace(from, to));
        },
      };
    });
    for (const program of started) await program.stop();
    await rm(copy, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  },
});

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Waits until something shows, and says in the report how long that took. */
export async function timed(what: string, shows: () => Promise<void>): Promise<void> {
  const began = Date.now();
  await shows();
  test.info().annotations.push({ type: what, description: `${Date.now() - began} ms` });
}

/** A colour that is nobody's. */
const changedColour = 'rgb(1, 2, 3)';

/** Gives a label of the agency login another colour, and waits for it; the page is not loaded again. */
export async function seeChangedColour({ change }: Developed, page: Page): Promise<void> {
  const label = page.locator('label[for=firm-id]');
  await page.evaluate(() => {
    document.body.dataset['kept'] = 'yes';
  });
  await change(
    'src-renderer/pages/sign-in/agency/FirmStep.vue',
    '.step :deep(.el-input) {',
    `.label {\n  color: ${changedColour};\n}\n.step :deep(.el-input) {`,
  );
  await timed('a changed colour', () => expect(label).toHaveCSS('color', changedColour));
  await expect(page.locator('body')).toHaveAttribute('data-kept', 'yes');
}

/** A login with a wrong password, which a service refuses. */
export async function tryLogin(page: Page): Promise<void> {
  await page.locator('#firm-id').fill('91210192MAYJF6HQ56');
  await page.locator('#firm-password').fill('Cuowu-2026');
  await page.locator('.step button[type=submit]').click();
}

/** Gives the sentence of that refusal other words. */
export const changeService = ({ change }: Developed): Promise<void> =>
  change('src-main/bureau/sign-in/firm-proof.ts', '`识别号或密码不正确，${text}', '`改过的句子，${text}');
