import { getEventIteratorSchemaDetails } from '@orpc/contract';
import { traverseContractProcedures } from '@orpc/server';
import { describe, expect, test, vi } from 'vitest';
import { contract } from '@contract/index.ts';
import { streamingProcedures } from '../../../../src-renderer/bridge/web-link.ts';
import { cases } from './cases.ts';
import { createProbe } from './probe.ts';
import { transports } from './transports.ts';

vi.mock('electron', async () => import('../../shell/electron-double.ts'));

describe.each(transports)('$name', ({ open }) => {
  test.each(Object.entries(cases))('%s', async (_name, run) => {
    const probe = await createProbe();
    const transport = await open(probe);
    try {
      await run({ ...transport, probe });
    } finally {
      await transport.close();
    }
  });
});

test('every streaming procedure of the contract goes over the WebSocket', () => {
  const streaming: string[] = [];
  traverseContractProcedures({ router: contract, path: [] }, ({ contract: procedure, path }) => {
    if (getEventIteratorSchemaDetails(procedure['~orpc'].outputSchema)) streaming.push(path.join('.'));
  });
  expect([...streamingProcedures].sort()).toEqual(streaming.sort());
});
