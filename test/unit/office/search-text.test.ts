import { describe, expect, it } from 'vitest';
import { keptNames } from '../../../src-main/office/search/kept-names.ts';
import { nameReadings } from '../../../src-main/office/search/name-readings.ts';
import { searchQuery, searchText } from '../../../src-main/office/search/search-text.ts';

/** Whether the typed text finds the name, by pinyin or initials. */
const finds = (typed: string, name: string): boolean => {
  const { pinyin, initials } = searchText(name);
  return pinyin.includes(searchQuery(typed)) || initials.includes(searchQuery(typed));
};

describe('search text', () => {
  it('gives pinyin and initials of a name with one reading', () => {
    expect(searchText('沈阳恒达商贸有限公司')).toEqual({
      pinyin: 'shenyanghengdashangmaoyouxiangongsi',
      initials: 'syhdsmyxgs',
    });
    expect(searchText('')).toEqual({ pinyin: '', initials: '' });
  });

  const heteronyms: [string, string[]][] = [
    ['重庆小面', ['chongqing', 'zhongqing', 'cqxm', 'zqxm']],
    ['长春路商店', ['changchun', 'zhangchun', 'ccl', 'zcl']],
    ['工商银行', ['yinhang', 'yinxing', 'gsyh', 'gsyx']],
    ['音乐厅', ['yinyue', 'yinle']],
    ['朝阳汽车', ['chaoyang', 'zhaoyang', 'qiche', 'qiju']],
    ['旅顺绿源', ['lvshun', 'lushun', 'lvyuan', 'lüyuan']],
    ['曾晟', ['zengsheng', 'zengcheng', 'cengsheng', 'zs']],
    ['会计师事务所', ['kuaijishi', 'huijishi', 'kjs']],
    ['单县参茸', ['shanxian', 'danxian', 'shenrong', 'canrong']],
  ];
  it.each(heteronyms)('%s is found by each of its readings', (name, typed) => {
    for (const text of typed) expect(finds(text, name), text).toBe(true);
  });

  it('keeps letters and digits, drops signs', () => {
    expect(searchText('A3科技（大连）')).toEqual({ pinyin: 'a3kejidalian', initials: 'a3kjdl' });
    expect(searchText('Ａ３　科技')).toEqual({ pinyin: 'a3keji', initials: 'a3kj' });
  });

  it('takes typed pinyin as people type it', () => {
    for (const typed of ['Shen Yang', "shen'yang", 'ＳＨＥＮ', 'shěnyáng', 'shen-yang'])
      expect(finds(typed, '沈阳恒达'), typed).toBe(true);
    expect(finds('dalian', '沈阳恒达')).toBe(false);
    expect(searchQuery('沈阳')).toBe('沈阳');
  });

  it('an alternative never runs into the next one', () => {
    expect(finds('gongsichongqing', '重庆公司')).toBe(false);
  });

  it('a name with very many readings keeps every single alternative, and stays small', () => {
    const name = '重长行乐朝单曾解';
    for (const [index, character] of [...name].entries()) {
      for (const reading of nameReadings.get(character) ?? []) {
        const typed = [...name]
          .map((each, place) => (place === index ? reading : (nameReadings.get(each)?.[0] ?? '')))
          .join('');
        expect(finds(typed, name), typed).toBe(true);
      }
    }
    expect(searchText(name).pinyin.split(' ')).toHaveLength(9);
  });

  it('every listed character has at least two readings, typed in plain letters', () => {
    for (const [character, readings] of nameReadings) {
      expect(character).toMatch(/^\p{Script=Han}$/u);
      expect(readings.length, character).toBeGreaterThanOrEqual(2);
      for (const reading of readings) expect(reading, character).toMatch(/^[a-z]{1,6}$/u);
    }
  });
});

it.each([
  ['东莞', 'dongguan'],
  ['大埔', 'dabu'],
  ['浚县', 'xunxian'],
  ['犍为', 'qianwei'],
  ['枞阳', 'zongyang'],
  ['歙县', 'shexian'],
  ['珲春', 'hunchun'],
  ['泌阳', 'biyang'],
  ['荥阳', 'xingyang'],
  ['东阿', 'donge'],
  ['澹台', 'tantai'],
  ['哪吒', 'nezha'],
])('%s is found by %s', (name, reading) => {
  expect(
    searchText(`${name}商贸有限公司`)
      .pinyin.split(' ')
      .some((one) => one.startsWith(reading)),
  ).toBe(true);
});

describe('names that are read as a whole', () => {
  it.each([
    ['乐亭', 'laoting'],
    ['乐陵', 'laoling'],
    ['万俟', 'moqi'],
    ['大城', 'daicheng'],
    ['柞水', 'zhashui'],
    ['宕昌', 'tanchang'],
    ['剡溪', 'shanxi'],
    ['句容', 'jurong'],
    ['伽师', 'jiashi'],
    ['员外', 'yunwai'],
  ])('%s is found by %s', (name, reading) => {
    expect(finds(reading, `沈阳${name}商贸有限公司`)).toBe(true);
  });

  it('each kept name is found by each of its readings, alone and among others with several', () => {
    for (const { characters, readings } of keptNames)
      for (const reading of readings) {
        expect(reading, characters.join('')).toHaveLength(characters.length);
        for (const syllable of reading) expect(syllable).toMatch(/^[a-z]{1,6}$/u);
        const typed = reading.join('');
        for (const name of [characters.join(''), `重庆长乐${characters.join('')}银行曾解`]) {
          expect(finds(typed, name), `${name} ${typed}`).toBe(true);
          expect(finds(reading.map((syllable) => syllable.charAt(0)).join(''), name), name).toBe(true);
        }
      }
  });

  it('is found by what its characters are read as, too, and nothing else is read otherwise', () => {
    for (const typed of ['leting', 'yueting', 'lt', 'yt']) expect(finds(typed, '乐亭县某厂'), typed).toBe(true);
    expect(finds('lao', '快乐商店')).toBe(false);
    expect(finds('dai', '大连某厂')).toBe(false);
  });
});
