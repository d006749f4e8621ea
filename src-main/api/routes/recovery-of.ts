import { Recovery } from '../../office/recovery.ts';
import type { AdmittedCall } from '../guard/admit.ts';

/** The recovery of the open office, which also needs the keys. */
export function recoveryOf(call: AdmittedCall): Recovery {
  const { engine, keys, key } = call.desk.opened();
  return new Recovery({ acts: engine.acts, vault: engine.office.vault, passwords: engine.bureau.passwords, keys, key });
}
