import { createHash } from 'node:crypto';
import type { RuleSetId } from '@contract/desk.ts';

/** A training world that the program ships. Everything in it is sample data, so its secrets may stand here (ADR-0026). */
export interface WorldDefinition {
  /** Name on the command line and of its database file. */
  world: string;
  title: string;
  /** One or two sentences for the first-run page. */
  text: string;
  clients: number;
  ruleSet: RuleSetId;
  /** Wraps the world's database key, so that a class-room host starts without a keychain. */
  passphrase: string;
  /** Same seed, same content: change it whenever what is built changes, so that worlds built before are built anew (desk/open-world.ts). */
  seed: string;
  /** First day of its clock, `YYYY-MM-DD`; null: today, so that a sample office is never stale. */
  startDay: string | null;
  /** `months`: three months of filings, payments and trail; `none`: clients and agreements only. */
  history: 'months' | 'none';
  /** `people`: every client has its legal representative and finance officer; `none`: leaves them out, to stay small. */
  clientHandlers: 'people' | 'none';
}

const demo: WorldDefinition = {
  world: 'demo',
  title: '演示机构',
  text: '一家沈阳的税务师事务所：两个小组、12名待办人员、300户委托企业和近三个月的办税记录。所有数据均为虚构，可以放心练习。',
  clients: 300,
  ruleSet: 'liaoning-2020',
  passphrase: 'agency-desk demo world: sample data only',
  seed: 'demo-2',
  startDay: null,
  history: 'months',
  clientHandlers: 'people',
};

const large: WorldDefinition = {
  world: 'large',
  title: '大型演示机构',
  text: '同一家事务所，但有10万户委托企业，用来体验大量客户时的检索和切换。第一次打开需要几秒钟。所有数据均为虚构。',
  clients: 100_000,
  ruleSet: 'liaoning-2020',
  passphrase: 'agency-desk large world: sample data only',
  seed: 'large-1',
  startDay: null,
  history: 'none',
  clientHandlers: 'none',
};

/** Every shipped world, the first one first on the first-run page. */
export const worlds: readonly WorldDefinition[] = [demo, large];

/** The definition of a shipped world, or undefined when there is none of that name. */
export function worldNamed(name: string): WorldDefinition | undefined {
  return worlds.find((definition) => definition.world === name);
}

/** The secret behind a world's recovery key (keys/recovery-key.ts): stated like its passphrase, since it guards sample data only. 20 bytes. */
export function recoverySecretOf(definition: WorldDefinition): Buffer {
  return createHash('sha256').update(`${definition.passphrase}/recovery`).digest().subarray(0, 20);
}
