import { describe, expect, it } from 'vitest';
import { markedPieces, PaletteSearch, type PaletteItem } from '../../../../src-renderer/app/frame/palette.ts';

const item = (id: string, cannot: string | null = null): PaletteItem => ({
  id,
  section: 'clients',
  title: id,
  cannot,
  run: () => {},
});

function make() {
  const waiting: ((items: PaletteItem[]) => void)[] = [];
  const ran: string[] = [];
  const search = new PaletteSearch(
    {
      search: () =>
        new Promise((resolve) => {
          waiting.push(resolve);
        }),
    },
    () => {},
    (one) => {
      ran.push(one.id);
    },
  );
  return { search, waiting, ran };
}

describe('palette search', () => {
  it('never acts on a list that belongs to other words: Enter waits for the newest answer', async () => {
    const { search, waiting, ran } = make();
    const first = search.ask('h');
    waiting[0]?.([item('old')]);
    await first;
    const second = search.ask('hs');
    search.enter();
    expect(ran).toEqual([]);
    waiting[1]?.([item('new')]);
    await second;
    expect(ran).toEqual(['new']);
  });

  it('forgets a waiting Enter when typing goes on', async () => {
    const { search, waiting, ran } = make();
    const first = search.ask('h');
    search.enter();
    const second = search.ask('hs');
    waiting[0]?.([item('a')]);
    waiting[1]?.([item('b')]);
    await Promise.all([first, second]);
    expect(ran).toEqual([]);
    search.enter();
    expect(ran).toEqual(['b']);
  });

  it('does not run a line that says why it cannot', async () => {
    const { search, waiting, ran } = make();
    const asked = search.ask('h');
    waiting[0]?.([item('a', '协议已到期')]);
    await asked;
    search.enter();
    expect(ran).toEqual([]);
  });

  it('moves around the ends by one and stops at them by pages', async () => {
    const { search, waiting } = make();
    const asked = search.ask('');
    waiting[0]?.([item('a'), item('b'), item('c')]);
    await asked;
    search.move(-1);
    expect(search.active).toBe(2);
    search.move(8);
    expect(search.active).toBe(2);
    search.move(1);
    expect(search.active).toBe(0);
  });

  it('marks what was found', () => {
    expect(markedPieces('沈阳华盛商贸', '华盛')).toEqual([
      { text: '沈阳', hit: false },
      { text: '华盛', hit: true },
      { text: '商贸', hit: false },
    ]);
    expect(markedPieces('沈阳华盛', 'hs')).toEqual([{ text: '沈阳华盛', hit: false }]);
  });
});
