import type { AgreementState } from '@contract/clients.ts';
import { agreementState } from '../../bureau/delegation/state.ts';
import { telling } from '../../bureau/delegation/current.ts';
import { byName, queryTier, type ClientEntry } from './entry.ts';
import { recentCount, type IndexAnswer, type IndexRequest } from './request.ts';

/** The agreement that counts on a day (see `currentAgreement`), as far as lists need it. */
function current(entry: ClientEntry, today: string): { state: AgreementState; lastDay: string | null } {
  const best = entry.agreements.map((agreement) => ({ agreement, state: agreementState(agreement, today) }))
    .sort((a, b) => telling.indexOf(a.state) - telling.indexOf(b.state) || b.agreement.firstDay.localeCompare(a.agreement.firstDay))[0];
  return best ? { state: best.state, lastDay: best.agreement.lastDay } : { state: 'none', lastDay: null };
}

/** All clients of the office in memory, searched as a whole. */
export class ClientIndex {
  readonly #entries = new Map<string, ClientEntry>();

  put(entry: ClientEntry): void {
    this.#entries.set(entry.clientId, entry);
  }

  remove(clientId: string): void {
    this.#entries.delete(clientId);
  }

  find(request: IndexRequest): IndexAnswer {
    const { query, scope, use, today } = request;
    const inScope = [...this.#entries.values()].filter((entry) => scope === null || entry.handlers.some((id) => scope.includes(id)));
    const recents = new Set(use.entered.slice(0, recentCount));
    const boost = (id: string): number => (use.favourites.has(id) ? 0 : recents.has(id) ? 1 : 2);
    const hits = inScope.flatMap((entry) => {
      const tier = queryTier(entry, query);
      return tier === null || !this.#passes(entry, request) ? [] : [{ entry, tier, boost: boost(entry.clientId), lastDay: current(entry, today).lastDay }];
    });
    const turn = request.descending ? -1 : 1;
    const entered = new Map(use.entered.map((id, index) => [id, -index]));
    hits.sort((a, b) => {
      switch (request.sort) {
        case 'relevance': return a.tier - b.tier || a.boost - b.boost || byName(a.entry, b.entry);
        case 'name': return turn * byName(a.entry, b.entry);
        case 'lastDay': {
          if (a.lastDay === null || b.lastDay === null) return Number(a.lastDay === null) - Number(b.lastDay === null) || byName(a.entry, b.entry);
          return turn * (a.lastDay.localeCompare(b.lastDay) || byName(a.entry, b.entry));
        }
        case 'lastEntered': {
          const [first, second] = [entered.get(a.entry.clientId), entered.get(b.entry.clientId)];
          if (first === undefined || second === undefined) return Number(first === undefined) - Number(second === undefined) || byName(a.entry, b.entry);
          return turn * (first - second);
        }
      }
    });
    return { all: inScope.length, total: hits.length, ids: hits.slice(request.offset, request.offset + request.limit).map((hit) => hit.entry.clientId) };
  }

  #passes(entry: ClientEntry, request: IndexRequest): boolean {
    const { state, lastDay } = current(entry, request.today);
    if (request.states && !request.states.includes(state)) return false;
    if (request.endingBy !== undefined && !(state === 'inForce' && lastDay !== null && lastDay <= request.endingBy)) return false;
    if (request.handlerId !== undefined && !entry.handlers.includes(request.handlerId)) return false;
    if (request.favourite !== undefined && request.use.favourites.has(entry.clientId) !== request.favourite) return false;
    return request.among === undefined || request.among.ids.has(entry.clientId) === request.among.inside;
  }
}
