import { addDays, dayOf } from '../../../../src-main/bureau/ground/calendar.ts';

/** An agreement as the reference model has it, written without looking at the engine's table. */
export interface ModelAgreement {
  id: string;
  client: 'ent' | 'social';
  agency: 'agency' | 'agency-other';
  said: 'asked' | 'agreed' | 'paused' | 'over';
  asker: 'client' | 'agency';
  /** An officer of the client recognised, offered or confirmed it. */
  byOfficer: boolean;
  askedOn: string;
  first: string;
  last: string;
  functions: string[];
  /** Agreement password, and how often it was set by an officer. */
  password: string | null;
  versions: number;
}

/** What rule H says about a world of agreements, in the plainest words. */
export class DelegationModel {
  readonly agreements: ModelAgreement[] = [];

  constructor(private readonly now: () => number) {}

  get today(): string {
    return dayOf(this.now());
  }

  live(one: ModelAgreement): 'waiting' | 'open' | 'later' | 'paused' | 'gone' {
    const today = this.today;
    if (one.said === 'over' || today > one.last) return 'gone';
    if (one.said === 'asked') return today > addDays(one.askedOn, 21) ? 'gone' : 'waiting';
    if (one.said === 'paused') return 'paused';
    return today < one.first ? 'later' : 'open';
  }

  /** Active: agreed or paused, and not over. */
  isActive(one: ModelAgreement): boolean {
    return ['open', 'later', 'paused'].includes(this.live(one));
  }

  /** Whether days are free for a pair (H3). @param apart the agreement that is answered or changed: proposals do not matter then */
  free(pair: Pick<ModelAgreement, 'client' | 'agency'>, first: string, last: string, apart?: ModelAgreement): boolean {
    return !this.agreements.some(
      (one) =>
        one !== apart &&
        one.client === pair.client &&
        one.agency === pair.agency &&
        one.first <= last &&
        first <= one.last &&
        (one.said === 'agreed' || one.said === 'paused' || (apart === undefined && this.live(one) === 'waiting')),
    );
  }
}
