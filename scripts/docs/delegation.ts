import { usualDays } from '../../src-main/bureau/rule-sets/limits.ts';
import { actText, transitions, type Transition } from '../../src-main/bureau/delegation/transitions.ts';
import { table, type GeneratedPage } from './generated.ts';

const who: Record<Transition['by'], string> = {
  officer: 'client’s officer',
  agency: 'agency’s admin',
  clock: 'the day',
};
const days: Record<string, string> = {
  firstDay: 'first day begins',
  lastDayOver: 'last day is over',
  unanswered: `no answer in ${usualDays.toAnswer} days or by the last day`,
};
const named = (act: Transition['act']): string => days[act] ?? `${act} ${actText[act as keyof typeof actText]}`;
const asked = (line: Transition): string => (line.askedBy ? ` by the ${line.askedBy}` : '');

/** One arrow for each pair of states; what leads along it stands on it. */
function diagram(): string[] {
  const arrows = new Map<string, string[]>();
  for (const line of transitions) {
    for (const from of line.from) {
      const arrow = `${from === 'none' ? '[*]' : from} --> ${line.to ?? from}`;
      arrows.set(arrow, [...(arrows.get(arrow) ?? []), `${named(line.act)} (${line.rule})`]);
    }
  }
  return [...arrows].map(([arrow, labels]) => `  ${arrow} : ${[...new Set(labels)].join('<br>')}`);
}

/** The state machine of agreements (H, L), drawn from its table in code. */
export const page: GeneratedPage = {
  file: 'docs/delegation.md',
  content: () =>
    [
      '# What may happen to an agreement',
      '',
      'Drawn by `npm run docs` from `src-main/bureau/delegation/transitions.ts`, the table that every act of a service asks; `npm test` fails when it is out of date.',
      '',
      'Stored is only what somebody decided: `proposed`, `recognised`, `suspended`, `cancelled`, `declined`. `inForce`, `expired` and `lapsed` follow from it and the',
      'Shanghai calendar day (ADR-0004): what is recognised on or after its first day is in force, and its last day is inclusive.',
      '',
      'The client’s officer is its legal representative or finance officer (H3). No two agreements of a pair share a day (H3): an act that would make them is refused.',
      'A proposal is answered by the side that did not ask; an officer who asks has recognised the agency already, and waits for it to accept. Giving an agreement back is',
      `the agency’s \`cancel\`. \`record\` is a signed paper agreement (H7), and where the rule set says so what needs no confirmation (L3). A change and an end are to be`,
      `reported within ${usualDays.toReport} days (L5).`,
      '',
      '```mermaid',
      'stateDiagram-v2',
      ...diagram(),
      '```',
      '',
      ...table(
        ['From', 'Act', 'By', 'To', 'Rule', 'Open client sessions end with'],
        transitions.map((line) => [
          line.from.map((from) => (from === 'none' ? 'no agreement' : `${from}${asked(line)}`)).join(', '),
          named(line.act),
          who[line.by],
          line.to ?? 'as it is',
          line.rule,
          line.ends ?? '',
        ]),
      ),
      '',
    ].join('\n'),
};
