import { obligationStateNames, type ObligationState } from '@contract/obligation-words.ts';
import type { BoardCell } from '@contract/obligations.ts';
import type { StateKind } from '../../shared/kit/StateTag.vue';
import { t } from '../../locales/text.ts';

const kinds: Readonly<Record<ObligationState, StateKind>> = {
  papers: 'note',
  compute: 'note',
  confirm: 'warn',
  ready: 'note',
  blocked: 'bad',
  registered: 'warn',
  filed: 'ok',
  paid: 'ok',
  notNeeded: 'off',
  elsewhere: 'off',
};

/** The sign of a cell: what is late is bad, whatever its state. */
export const kindOf = ({ late, state }: BoardCell): StateKind => (late > 0 ? 'bad' : kinds[state]);

/** A cell in words, short enough for its column. */
export const wordOf = ({ late, state }: BoardCell): string =>
  late > 0 ? `${t('filing.late', { n: late })} · ${shortOf(state)}` : obligationStateNames[state];
/** 已登记 beside the days: the board's other words say that it was not sent. */
const shortOf = (state: ObligationState): string => obligationStateNames[state].replace(/（.*）/u, '');
