import type { Page } from '@playwright/test';
import { procedureOf } from './procedure-of.ts';
import type { Answer, Call } from './running-host.ts';

/**
 * Calls the engine over a desktop window's own message port: with the contract client that its page made, so that nothing needs to be
 * added to the program, and no second port takes the place of the page's own. What comes back looks as HTTP tells it.
 */
export async function callOverPort(page: Pick<Page, 'evaluate'>, call: Call): Promise<Answer> {
  const answer = await page.evaluate(async ({ path: [area, name], input }) => {
    type Client = Record<string, Record<string, (input: unknown) => Promise<unknown>>>;
    // The page's modules are loaded: importing one again gives what it exports. Only the client answers to any name.
    const isClient = (value: unknown): value is Client =>
      typeof value === 'function' &&
      typeof (value as unknown as Client)['no such area']?.['no such name'] === 'function';
    const modules = [...document.querySelectorAll<HTMLLinkElement>('link[rel=modulepreload]')].map((link) => link.href);
    let call: (() => Promise<unknown>) | null = null;
    for (const module of modules) {
      const client = Object.values((await import(module)) as Record<string, unknown>).find(isClient);
      if (client) {
        call = () => client[area]![name]!(input);
        break;
      }
    }
    if (!call) throw new Error('no module of the page exports its contract client');
    try {
      const output = await call();
      return { status: 200, body: JSON.stringify(output ?? null) };
    } catch (error) {
      const { status } = error as { status?: unknown };
      // Anything else is no answer of the engine.
      if (typeof status !== 'number' || !(error instanceof Error)) throw error;
      return { status, body: JSON.stringify(error) };
    }
  }, procedureOf(call));
  return { status: answer.status, body: JSON.parse(answer.body) as unknown };
}
