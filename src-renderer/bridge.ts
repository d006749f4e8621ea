import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '@contract/index.ts';

export type DeskClient = ContractRouterClient<Contract>;

/** The contract client of the loopback host. */
export const client: DeskClient = createORPCClient(new RPCLink({ url: `${location.origin}/rpc`, headers: { 'x-desk-window': 'dev' } }));
