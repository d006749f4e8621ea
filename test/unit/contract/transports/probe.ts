import { once } from 'node:events';
import { eventIterator } from '@orpc/contract';
import { implement, os } from '@orpc/server';
import { z } from 'zod';
import { contract as product } from '@contract/index.ts';
import { Refusal } from '@contract/errors.ts';
import { procedure } from '@contract/procedure.ts';
import { createDesk } from '../../../../src-main/desk/create-desk.ts';
import type { Desk } from '../../../../src-main/desk/desk.ts';
import { errorMapping } from '../../../../src-main/api/error-mapping.ts';
import type { Incident } from '../../../../src-main/incidents/incident.ts';
import { deskRoutes } from '../../../../src-main/api/routes/desk.ts';
import type { CallContext } from '../../../../src-main/api/guard/admit.ts';

/** Procedures that answer in every way a procedure of the product can answer, beside one of the product itself. */
export const probeContract = {
  desk: { status: product.desk.status },
  probe: {
    echo: procedure.open
      .meta({ maxBytes: 16 * 1024 * 1024 })
      .input(z.object({ text: z.string(), nothing: z.null().optional(), list: z.array(z.number()) }))
      .output(z.object({ text: z.string(), list: z.array(z.number()) })),
    whoAmI: procedure.open.output(z.object({ window: z.string(), origin: z.string() })),
    refuse: procedure.open.output(z.object({})),
    fail: procedure.open.output(z.object({})),
    form: procedure.open
      .input(
        z.object({ name: z.string().min(2, '名称至少两个字'), lines: z.array(z.object({ cents: z.number().int() })) }),
      )
      .output(z.object({})),
    count: procedure.open
      .input(z.object({ upTo: z.number(), thenRefuse: z.boolean() }))
      .output(eventIterator(z.object({ number: z.number(), text: z.string() }))),
    forever: procedure.open.output(eventIterator(z.object({ kind: z.literal('hello') }))),
    file: procedure.open
      .input(z.object({ bytes: z.number() }))
      .output(z.object({ number: z.string(), file: z.file() })),
    upload: procedure.open
      .meta({ maxBytes: 1024 * 1024 })
      .input(z.object({ file: z.file(), note: z.string() }))
      .output(z.object({ name: z.string(), size: z.number(), sum: z.number(), note: z.string() })),
    slow: procedure.open.output(z.object({})),
  },
};
export type ProbeContract = typeof probeContract;

/** What a case can see of the engine's side. */
export interface Probe {
  router: ReturnType<typeof buildRouter>;
  desk: Desk;
  incidents: Incident[];
  /** Calls of `slow` and streams of `forever` that began, and that were given up. */
  started: number;
  stopped: number;
}

const h = implement(probeContract).$context<CallContext>();

function buildRouter(probe: Omit<Probe, 'router'>) {
  const routes = h.router({
    desk: deskRoutes as never,
    probe: {
      echo: h.probe.echo.handler(({ input }) => ({ text: input.text, list: input.list })),
      whoAmI: h.probe.whoAmI.handler(({ context }) => ({ window: context.window, origin: context.origin })),
      refuse: h.probe.refuse.handler(() => {
        throw new Refusal('AGREEMENT_PASSWORD_WRONG', '协议密码不正确，还可再试 3 次。', {
          rule: 'G3',
          link: 'agreement',
          whoCanMend: '委托企业的法定代表人',
          triesLeft: 3,
        });
      }),
      fail: h.probe.fail.handler(() => {
        throw new Error('secret detail of the engine');
      }),
      form: h.probe.form.handler(() => ({})),
      count: h.probe.count.handler(async function* ({ input }) {
        for (let number = 1; number <= input.upTo; number += 1) yield { number, text: `第 ${number} 项` };
        if (input.thenRefuse)
          throw new Refusal('SESSION_ENDED', '登录已结束，请重新登录。', {
            link: 'session',
            rule: 'J3',
            sessionEnd: 'idle',
          });
      }),
      forever: h.probe.forever.handler(async function* ({ signal }) {
        probe.started += 1;
        try {
          yield { kind: 'hello' as const };
          if (signal && !signal.aborted) await once(signal, 'abort');
        } finally {
          probe.stopped += 1;
        }
      }),
      file: h.probe.file.handler(({ input }) => ({
        number: '演示-1',
        file: new File([new Uint8Array(input.bytes).map((_, at) => at % 251)], '完税证明（2026年10月）.pdf', {
          type: 'application/pdf',
        }),
      })),
      upload: h.probe.upload.handler(async ({ input }) => ({
        name: input.file.name,
        size: input.file.size,
        sum: new Uint8Array(await input.file.arrayBuffer()).reduce((a, b) => a + b, 0),
        note: input.note,
      })),
      slow: h.probe.slow.handler(async ({ signal }) => {
        probe.started += 1;
        if (signal && !signal.aborted) await once(signal, 'abort');
        probe.stopped += 1;
        throw signal?.reason ?? new Error('nobody gave it up');
      }),
    },
  });
  return os
    .$context<CallContext>()
    .use(
      errorMapping({
        report: (incident) => {
          probe.incidents.push(incident);
        },
      }),
    )
    .router(routes);
}

/** A probe over a real desk. */
export async function createProbe(): Promise<Probe> {
  const desk = await createDesk({ dataDir: 'unused', world: null, host: 'test', version: '9.9.9' });
  const probe = { desk, incidents: [], started: 0, stopped: 0 };
  return Object.assign(probe, { router: buildRouter(probe) });
}
