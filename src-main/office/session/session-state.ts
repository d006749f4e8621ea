import type { OpenClient, SessionState } from '@contract/session.ts';
import { iso } from '../../bureau/ground/calendar.ts';
import type { WindowActors } from '../../bureau/enterprise/window-actors.ts';
import type { Sessions } from '../../bureau/sessions/sessions.ts';
import { idleEnd } from '../../bureau/sessions/limits.ts';
import { coloursOf } from '../../store/repositories/clients.ts';
import { sessionById, type ClientSessionRow } from '../../store/repositories/sessions.ts';
import type { Database } from '../../store/schema/index.ts';
import type { Members } from '../members/members.ts';
import type { Tabs } from './tabs.ts';

/** What a window shows of its own session: the person, and the clients that are or were open (J3, G5). */
export class SessionStates {
  constructor(
    private readonly db: Database,
    private readonly sessions: Sessions,
    private readonly members: Members,
    private readonly tabs: Tabs,
    private readonly actors: WindowActors,
  ) {}

  /** The session of a window; without one, why the last one ended. */
  async of(window: string): Promise<SessionState> {
    const who = await this.actors.who(window);
    const row = who?.kind === 'agencyStaff' ? await this.sessions.staffRow(window) : undefined;
    if (!row)
      return who
        ? { who, session: null, ended: null, open: [], closed: [] }
        : { who: null, session: null, ended: await this.sessions.lastEnd(window), open: [], closed: [] };
    const rows = await this.sessions.clientsOf(row.id);
    const [member, colours, closed] = await Promise.all([
      this.members.of(row.handler_id),
      coloursOf(
        this.db,
        rows.map((client) => client.enterprise_id),
      ),
      this.tabs.closedOf(row.handler_id),
    ]);
    const openIds = new Set(rows.map((client) => client.enterprise_id));
    return {
      who,
      session: {
        staff: {
          handlerId: row.handler_id,
          name: row.person_name,
          capacity: row.capacity,
          officeRole: member.role,
          teamName: member.teamName,
        },
        agency: { name: row.agency_name, taxpayerId: row.agency_taxpayer_id },
        mustSetPassword: row.password_hash === null,
        locked: row.locked_at !== null,
        signedInAt: iso(row.started_at),
        idleEndsAt: iso(this.#idleEnd(row)),
        endsAt: iso(row.ends_at),
      },
      ended: null,
      open: rows.map((client) => openClient(client, colours.get(client.enterprise_id) ?? 0, this.#idleEnd(row))),
      closed: closed.filter((tab) => !openIds.has(tab.clientId)),
    };
  }

  /** One open client of a staff session, as `clients.enter` answers it. */
  async openClient(staffSessionId: string, clientSessionId: string): Promise<OpenClient | null> {
    const row = (await this.sessions.clientsOf(staffSessionId)).find((client) => client.id === clientSessionId);
    const desk = await sessionById(this.db, staffSessionId);
    if (!row || !desk) return null;
    const colours = await coloursOf(this.db, [row.enterprise_id]);
    return openClient(row, colours.get(row.enterprise_id) ?? 0, this.#idleEnd(desk));
  }

  /** When the window's idle time ends (J3); a locked desk has none. */
  #idleEnd(desk: { last_used_at: number; ends_at: number; locked_at: number | null }): number {
    return desk.locked_at === null ? idleEnd(desk.last_used_at, desk.ends_at, this.sessions.limits) : desk.ends_at;
  }
}

function openClient(row: ClientSessionRow, colour: number, deskEnd: number): OpenClient {
  return {
    clientSession: row.id,
    clientId: row.enterprise_id,
    name: row.client_name,
    taxpayerId: row.client_taxpayer_id,
    colour,
    agreement: {
      id: row.agreement_id ?? '',
      firstDay: row.first_day,
      lastDay: row.last_day,
      functions: row.functions,
      recordedByAgency: row.recorded_by_agency,
    },
    enteredAt: iso(row.started_at),
    idleEndsAt: iso(Math.min(deskEnd, row.ends_at)),
    endsAt: iso(row.ends_at),
  };
}
