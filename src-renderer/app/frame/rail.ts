import { Building2, CalendarCheck, ChartNoAxesGantt, Handshake, KeyRound, Settings, UsersRound } from '@lucide/vue';
import type { Component } from 'vue';
import type { RailItem } from '../router/rail-item.ts';

/** How the rail and the palette show each page of the office, in order. `words`: search words of the palette (pinyin initials, pinyin, English). */
export const rail: Record<RailItem, { icon: Component; words: string }> = {
  clients: { icon: Building2, words: 'kh kehu clients' },
  filing: { icon: CalendarCheck, words: 'sb shenbao nashui filing month' },
  delegation: { icon: Handshake, words: 'wt weituo' },
  secrets: { icon: KeyRound, words: 'mm mima secrets passwords' },
  staff: { icon: UsersRound, words: 'ry renyuan' },
  trail: { icon: ChartNoAxesGantt, words: 'gj guiji' },
  settings: { icon: Settings, words: 'sz shezhi settings' },
};
export const railItems = Object.keys(rail) as RailItem[];
