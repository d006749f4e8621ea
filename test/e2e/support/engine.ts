import { expect, type Page } from '@playwright/test';
import type { AgreementState, ClientRow } from '../../../src-preload/contract/clients.ts';
import { callOverPort } from './page-client.ts';
import { isDesktop, type Answer, type RunningHost } from './running-host.ts';

export type { Answer } from './running-host.ts';
type Body = Record<string, unknown>;

/** Calls the engine as a page does: same window, same session; over HTTP or over the window's port. What it answers is what this window would be told. */
export async function callAs(page: Pick<Page, 'url' | 'evaluate'>, path: string, body?: Body): Promise<Answer> {
  if (isDesktop(page)) return callOverPort(page, { method: body === undefined ? 'GET' : 'POST', path, body });
  return page.evaluate(
    async ({ path, body }) => {
      const headers = {
        'x-desk-window': sessionStorage.getItem('desk.window') ?? '',
        'content-type': 'application/json',
      };
      const answer = await fetch(
        `/api${path}`,
        body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) },
      );
      const text = await answer.text();
      return { status: answer.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
    },
    { path, body },
  );
}

/** Counts the calls that a page makes from now on, until it is loaded anew. */
export async function countCalls(page: Page): Promise<{ of(procedure: string): Promise<number> }> {
  const paths: string[] = [];
  if (!isDesktop(page)) {
    page.on('request', (request) => {
      paths.push(new URL(request.url()).pathname);
    });
    return { of: async (procedure) => paths.filter((path) => path.endsWith(`/${procedure}`)).length };
  }
  // What the page posts to its port: each call is a message that holds the procedure's path.
  const sent = await page.evaluateHandle(() => {
    const messages: string[] = [];
    const post = MessagePort.prototype.postMessage;
    MessagePort.prototype.postMessage = function (
      this: MessagePort,
      message: unknown,
      options?: Transferable[] | StructuredSerializeOptions,
    ) {
      if (typeof message === 'string') messages.push(message);
      Reflect.apply(post, this, [message, options]);
    };
    return messages;
  });
  return {
    of: async (procedure) => {
      const calls = (await sent.jsonValue()).map(
        (message) => (JSON.parse(message) as { p?: { u?: string } }).p?.u ?? '',
      );
      return calls.filter((address) => address.endsWith(`/${procedure}`)).length;
    },
  };
}

/** Does something, and waits until the page has had the answer to its next call of a procedure. @param procedure `session/current` */
export async function answered(page: Page, procedure: string, act: () => Promise<unknown>): Promise<void> {
  if (!isDesktop(page)) {
    const answer = page.waitForResponse((response) => response.url().endsWith(`/rpc/${procedure}`));
    await act();
    await answer;
    return;
  }
  const had = await page.evaluateHandle((name) => {
    const post = MessagePort.prototype.postMessage;
    const answer = new Promise<void>((resolve) => {
      MessagePort.prototype.postMessage = function (
        this: MessagePort,
        message: unknown,
        options?: Transferable[] | StructuredSerializeOptions,
      ) {
        const call = typeof message === 'string' ? (JSON.parse(message) as { i?: string; p?: { u?: string } }) : null;
        if (call?.p?.u?.endsWith(`/${name}`)) {
          MessagePort.prototype.postMessage = post;
          const hear = ({ data }: MessageEvent): void => {
            if (typeof data !== 'string' || (JSON.parse(data) as { i?: string }).i !== call.i) return;
            this.removeEventListener('message', hear);
            resolve();
          };
          this.addEventListener('message', hear);
        }
        Reflect.apply(post, this, [message, options]);
      };
    });
    return { answer };
  }, procedure);
  await act();
  await had.evaluate(({ answer }) => answer);
}

/** The world as its trainer reaches it beside the windows: its clock and its simulated phones. */
export class Training {
  constructor(private readonly host: Pick<RunningHost, 'call'>) {}

  /** Moves the world's clock forward. */
  async wait(minutes: number): Promise<void> {
    await this.call('POST', '/training/clock', { byMs: minutes * 60_000 });
  }

  /** Moves the clock to when each client has a period that is over and not filed yet: a quarter on. */
  async untilNextPeriods(): Promise<void> {
    await this.wait(95 * 24 * 60);
  }

  /** The newest code that a mobile was sent. */
  async lastCode(): Promise<string> {
    const messages = (await this.call('GET', '/training/messages')) as { text: string }[];
    const code = /\d{6}/.exec(messages[0]?.text ?? '')?.[0];
    expect(code, 'a message with a code').toBeDefined();
    return code!;
  }

  private async call(method: string, path: string, body?: Body): Promise<unknown> {
    const answer = await this.host.call({ method, path, body });
    expect(answer.status, `${method} ${path}`).toBe(200);
    return answer.body;
  }
}

/** Which clients a spec needs; every one of the sample office that fits is as good as another. */
export interface Wanted {
  state?: AgreementState;
  remembered?: boolean;
  /** Of this kind, and with an agreement that covers its VAT return, payments and certificates: which clients those are differs from day to day. */
  kind?: ClientRow['taxpayerKind'];
  /** A permission function that the agreement must not hold. */
  lacks?: string;
}

/** Clients of the signed-in person that fit, in the list's order. */
export async function clientsLike(
  page: Parameters<typeof callAs>[0],
  { state = 'inForce', remembered, kind, lacks }: Wanted,
  count: number,
): Promise<ClientRow[]> {
  const { body } = await callAs(page, '/clients/search', {
    limit: 200,
    filter: { states: [state], ...(remembered === true ? { remembered } : {}) },
  });
  const rows = (body as { rows: ClientRow[] }).rows.filter(
    (row) =>
      (remembered === undefined || row.remembered === remembered) && (kind === undefined || row.taxpayerKind === kind),
  );
  const covers = kind === undefined ? [] : [`tax.vat.${kind}`, 'pay.record', 'query.filings', 'cert.taxPayment'];
  const fitting: ClientRow[] = [];
  for (const row of rows) {
    if (fitting.length === count) break;
    if (covers.length > 0 || lacks !== undefined) {
      const { functions } = (await callAs(page, `/clients/${row.clientId}`)).body as { functions: string[] };
      if (!covers.every((id) => functions.includes(id)) || (lacks !== undefined && functions.includes(lacks))) continue;
    }
    fitting.push(row);
  }
  expect(fitting.length, 'clients of the sample office that fit').toBe(count);
  return fitting;
}
