import { minuteOf } from '@contract/calendar.ts';
import type { StaffPerson } from '@contract/enterprise-staff.ts';
import { idTypeNames, idTypeSchema } from '@contract/validators/id-document.ts';
import { t } from '../../locales/text.ts';

/** State of a person on the list, with what it is filtered by. */
export function personState(person: StaffPerson): {
  key: 'active' | 'pending' | 'cannot';
  kind: 'ok' | 'warn' | 'bad';
  text: string;
} {
  if (person.state === 'pending') return { key: 'pending', kind: 'warn', text: t('staffMaintenance.state.pending') };
  if (person.cannot !== null) return { key: 'cannot', kind: 'bad', text: t('staffMaintenance.state.cannot') };
  return { key: 'active', kind: 'ok', text: t('staffMaintenance.state.active') };
}

/** The state of the personal password; below it until when a reset's ticket is valid, or what must follow (D2, D3). */
export function passwordText(
  person: Pick<StaffPerson, 'hasPassword' | 'reset'>,
  now: Date,
): { text: string; more: string | null } {
  const { reset } = person;
  if (!reset)
    return {
      text: person.hasPassword ? t('staffMaintenance.people.passwordSet') : t('staffMaintenance.people.passwordNone'),
      more: null,
    };
  if (reset.usedAt !== null)
    return { text: t('staffMaintenance.people.reset111111'), more: t('staffMaintenance.people.resetUsed') };
  const open = now < new Date(reset.expiresAt);
  return {
    text: t('staffMaintenance.people.reset111111'),
    more: open
      ? t('staffMaintenance.people.resetOpen', { at: minuteOf(reset.expiresAt) })
      : t('staffMaintenance.people.resetOver'),
  };
}

export function documentName(idType: string): string {
  const known = idTypeSchema.safeParse(idType);
  return known.success ? idTypeNames[known.data] : idType;
}
