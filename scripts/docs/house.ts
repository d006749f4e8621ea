import { instance } from '@viz-js/viz';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { root } from '../parts/project.mjs';
import type { GeneratedPage } from './generated.ts';

/** A room of the picture: a folder of src-main or of its bureau, or a file that composes such rooms. */
type Room = string;
/** Which rooms a room imports, types counted. */
type Arrows = ReadonlyMap<Room, ReadonlySet<Room>>;

/** The room a module lies in: the folder below `inside`, or the file itself where it is loose there. */
const roomOf = (file: string, inside: string): Room | null =>
  file.startsWith(inside) && !file.endsWith('.d.ts') ? (file.slice(inside.length).split('/')[0] ?? null) : null;

/** Arrows between the rooms inside of a folder. */
function arrowsInside({ modules }: ICruiseResult, inside: string): Arrows {
  const arrows = new Map<Room, Set<Room>>();
  for (const { source, dependencies } of modules) {
    const from = roomOf(source, inside);
    if (from === null) continue;
    const to = arrows.get(from) ?? new Set<Room>();
    for (const { resolved } of dependencies) {
      const room = roomOf(resolved, inside);
      if (room !== null && room !== from) to.add(room);
    }
    arrows.set(from, to);
  }
  return arrows;
}

/** Without the arrows that a longer way tells already: what is left shows the floors. */
function withoutShortcuts(arrows: Arrows): [from: Room, to: Room][] {
  const reached = (from: Room, seen = new Set<Room>()): Set<Room> => {
    for (const to of arrows.get(from) ?? []) {
      if (seen.has(to)) continue;
      seen.add(to);
      reached(to, seen);
    }
    return seen;
  };
  return [...arrows].flatMap(([from, direct]) =>
    [...direct]
      .filter((to) => ![...direct].some((between) => between !== to && reached(between).has(to)))
      .map((to): [Room, Room] => [from, to]),
  );
}

/** One frame of the picture. */
function frame(name: string, title: string, arrows: Arrows): string[] {
  const id = (room: Room): string => JSON.stringify(`${name}/${room}`);
  return [
    `subgraph ${JSON.stringify(`cluster-${name}`)} {`,
    `label=${JSON.stringify(title)};`,
    ...[...arrows.keys()].toSorted().map((room) => `${id(room)} [label=${JSON.stringify(room)}];`),
    ...withoutShortcuts(arrows)
      .map(([from, to]) => `${id(from)} -> ${id(to)};`)
      .toSorted(),
    '}',
  ];
}

/** The graph as DOT, the same for the same source. */
async function dot(): Promise<string> {
  const { output } = await cruise(
    ['src-main'],
    { baseDir: root, doNotFollow: { path: 'node_modules' }, includeOnly: '^src-main/', tsPreCompilationDeps: true },
    { extensions: ['.ts', '.json'] },
    { tsConfig: extractTSConfig(`${root}/tsconfig.base.json`) },
  );
  if (typeof output === 'string') throw new Error('a result was asked for, not a text');
  return [
    'digraph {',
    'graph [fontname="Helvetica,Arial,sans-serif", fontsize=14, rankdir=TB, ranksep=0.5, color="#8a94a0", style=rounded];',
    'node [fontname="Helvetica,Arial,sans-serif", fontsize=12, shape=box, margin="0.2,0.1", style="rounded,filled", fillcolor="#eef3f8", color="#5b6b7b"];',
    'edge [color="#5b6b7b", arrowsize=0.7];',
    ...frame('house', 'src-main', arrowsInside(output, 'src-main/')),
    ...frame('bureau', 'src-main/bureau', arrowsInside(output, 'src-main/bureau/')),
    '}',
  ].join('\n');
}

async function draw(): Promise<string> {
  const [viz, graph] = await Promise.all([instance(), dot()]);
  return viz.renderString(graph, { format: 'svg' });
}

let drawn: Promise<string> | null = null;

/** Floors and arrows of src-main and of its bureau, from dependency-cruiser's graph. */
export const page: GeneratedPage = {
  file: 'docs/architecture.svg',
  // Reading the graph takes seconds: once a process.
  content: () => (drawn ??= draw()),
};
