import { Refusal } from '@contract/errors.ts';
import { refusedAs } from '../act/refused-act.ts';
import type { ClientActor } from '../ground/actors.ts';
import { said } from '../trail/said.ts';

/** Who can add permission functions to an agreement (H1). */
export const whoGrants = '委托企业的法定代表人或财务负责人';

/** What is told when an agreement lacks functions of these titles: one explanation on every screen and refusal. */
export function explainMissing(titles: readonly string[], between = '和'): string {
  return `委托协议未包含${titles.map((title) => `「${title}」`).join(between)}，请联系${whoGrants}增加委托事项。`;
}

/** Permission functions of an open client session (G3, H4). */
export class Permissions {
  /** @param titleOf Chinese title of a permission function, from the service catalogue */
  constructor(private readonly titleOf: (functionId: string) => string) {}

  /**
   * Lets the call on when the agreement holds one of `functions` (none: any client session may).
   * @throws Refusal PERMISSION_MISSING, naming the function and who can grant it; leaves a trail record
   */
  async require(client: ClientActor, functions: readonly string[]): Promise<void> {
    if (functions.length === 0 || functions.some((id) => client.functions.has(id))) return;
    const refusal = new Refusal(
      'PERMISSION_MISSING',
      explainMissing(
        functions.map((id) => this.titleOf(id)),
        '或',
      ),
      { link: 'scope', rule: 'G3', whoCanMend: whoGrants },
    );
    throw refusedAs(refusal, {
      ...said.functionsMissing(functions, this.titleOf),
      by: client,
      origin: client.staff.origin,
    });
  }
}
