import type { Catalogue } from '@contract/catalogue.ts';
import type { StaffCell, StaffMatrix } from '@contract/enterprise-staff.ts';

/** A function of the matrix with what every person has of it. */
export interface MatrixRow {
  id: string;
  title: string;
  words: string;
  cells: StaffCell[];
}
export interface MatrixSection {
  id: string;
  title: string;
  rows: MatrixRow[];
}
export interface MatrixGroup {
  id: string;
  title: string;
  sections: MatrixSection[];
}

export type MatrixShow = 'all' | 'differs' | 'nobody';
export interface MatrixFilter {
  query: string;
  group: string;
  show: MatrixShow;
}

/** The matrix in the branches of the catalogue; functions in no branch are left out, because nothing uses them. */
export function matrixGroups(matrix: StaffMatrix, catalogue: Catalogue): MatrixGroup[] {
  const column = new Map(matrix.functions.map((id, index) => [id, index]));
  return catalogue.groups
    .map((group) => ({
      id: group.id,
      title: group.title,
      sections: group.sections
        .map((section) => ({
          id: section.id,
          title: section.title,
          rows: section.services.flatMap((service): MatrixRow[] => {
            const index = column.get(service.id);
            if (index === undefined) return [];
            return [
              {
                id: service.id,
                title: service.title,
                words: [service.title, ...service.keywords].join(' ').toLowerCase(),
                cells: matrix.people.map((person) => person.cells[index] ?? 'noRole'),
              },
            ];
          }),
        }))
        .filter((section) => section.rows.length > 0),
    }))
    .filter((group) => group.sections.length > 0);
}

/** How a cell is drawn: can do, can do once the real name is collected, cannot do, or may never do. */
export const lookOf = (cell: StaffCell): 'can' | 'waiting' | 'cannot' | 'reserved' =>
  cell === 'officer' || cell === 'granted' ? 'can' : cell === 'waiting' || cell === 'reserved' ? cell : 'cannot';

/** Only the rows that match; branches without any are left out. @param handlers columns of people who are no officers */
export function filterMatrix(
  groups: readonly MatrixGroup[],
  filter: MatrixFilter,
  handlers: readonly number[],
): MatrixGroup[] {
  const wanted = filter.query.trim().toLowerCase();
  const fits = (row: MatrixRow): boolean => {
    if (wanted !== '' && !row.words.includes(wanted)) return false;
    const held = handlers.map(
      (index) => lookOf(row.cells[index] ?? 'noRole') === 'can' || row.cells[index] === 'waiting',
    );
    if (filter.show === 'differs') return held.includes(true) && held.includes(false);
    return filter.show !== 'nobody' || !held.includes(true);
  };
  return groups
    .filter((group) => filter.group === '' || group.id === filter.group)
    .map((group) => ({
      ...group,
      sections: group.sections
        .map((section) => ({ ...section, rows: section.rows.filter(fits) }))
        .filter((section) => section.rows.length > 0),
    }))
    .filter((group) => group.sections.length > 0);
}

/** The neighbouring cell that an arrow key leads to, within the grid; null for any other key. */
export function neighbour(
  key: string,
  at: { row: number; column: number },
  size: { rows: number; columns: number },
): { row: number; column: number } | null {
  const clamp = (value: number, count: number): number => Math.max(0, Math.min(count - 1, value));
  const to = (row: number, column: number) => ({ row: clamp(row, size.rows), column: clamp(column, size.columns) });
  switch (key) {
    case 'ArrowUp':
      return to(at.row - 1, at.column);
    case 'ArrowDown':
      return to(at.row + 1, at.column);
    case 'ArrowLeft':
      return to(at.row, at.column - 1);
    case 'ArrowRight':
      return to(at.row, at.column + 1);
    case 'PageUp':
      return to(at.row - 10, at.column);
    case 'PageDown':
      return to(at.row + 10, at.column);
    case 'Home':
      return to(at.row, 0);
    case 'End':
      return to(at.row, size.columns - 1);
    default:
      return null;
  }
}
