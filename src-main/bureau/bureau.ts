import type { Permissions } from './permissions.ts';
import type { Sessions } from './sessions/sessions.ts';
import type { Trail } from './trail/trail.ts';

/** The authority (rules A to L): every area of the electronic tax bureau, offline. */
export interface Bureau {
  sessions: Sessions;
  permissions: Permissions;
  trail: Trail;
}
