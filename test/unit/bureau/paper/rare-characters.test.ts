import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, it } from 'vitest';
import { drawPaper, inner, markedPage, page, put, putFacts } from '../../../../src-main/bureau/paper/marked-paper.ts';
import { systemFonts, type FontFile } from '../../../../src-main/bureau/paper/system-fonts.ts';

const rare = '沈阳𠮷川𫟷𬭭𰻝商贸有限公司';
const trace = join(
  dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')),
  'lib/vite/traceViewer',
);
/** A font of symbols that came with a package: it has U+EA60, which the paper's own font has not. */
const symbols: FontFile = { path: join(trace, readdirSync(trace).find((name) => name.endsWith('.ttf')) ?? '') };

async function textOf(name: string, fonts?: readonly FontFile[]): Promise<string> {
  const pdf = await drawPaper(
    { title: '测试', author: '测试', createdAt: 0 },
    (paper) => {
      markedPage(paper, { mark: '演示', number: '1' }, '页脚');
      paper.fontSize(10.5);
      const next = putFacts(
        paper,
        [
          ['纳税人名称', name],
          ['识别号', '91210102MAY000017T'],
        ],
        112,
      );
      put(paper, `下一行 ${next}`, page.margin, next, inner);
    },
    fonts,
  );
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true });
  return text.replace(/\s/g, '');
}

describe('a name on paper', () => {
  it('of a hundred characters stands there whole, over several lines that cover nothing', async () => {
    const long = `沈阳市${'甲乙丙丁戊己庚辛壬癸'.repeat(9)}有限公司`;
    const text = await textOf(long, []);
    expect(text).toContain(long);
    expect(text).not.toContain('…');
    // Three lines of the name, and the two facts.
    const next = Number(/下一行([\d.]+)/.exec(text)![1]);
    expect(next).toBeGreaterThan(112 + 2 * 20 + 15);
  });

  it('with characters that no font here draws names each of them by its number, and says so', async () => {
    const text = await textOf(rare, []);
    expect(text).toContain('沈阳〔U+20BB7〕川〔U+2B7F7〕〔U+2CB6D〕〔U+30EDD〕商贸有限公司');
    expect(text).toContain('请核对后手写补上：〔U+20BB7〕、〔U+2B7F7〕、〔U+2CB6D〕、〔U+30EDD〕');
    expect(await textOf('沈阳甲商贸有限公司', [])).not.toContain('手写补上');
  });

  it('takes a character from the next font that has it; a font that is missing or broken is passed over', async () => {
    const broken = { path: join(import.meta.dirname, 'rare-characters.test.ts') };
    const text = await textOf('沈阳\u{EA60}公司', [{ path: '/no/such/font.ttf' }, broken, symbols]);
    expect(text).toContain('沈阳\u{EA60}公司');
    expect(text).not.toContain('〔');
  });

  it('finds the rare characters in a font of this system, if the system has one', async () => {
    const text = await textOf(rare);
    const found = systemFonts().some(({ path, face }) => face === 'NotoSansCJKsc-Regular' && existsSync(path));
    expect(text).toContain(found ? '沈阳𠮷川𫟷' : '沈阳');
  });
});
