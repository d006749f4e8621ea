import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lexer, type Token, type Tokens } from 'marked';
import type { Plugin } from 'vite';
import type { Manual, ManualBlock, ManualChapter, ManualText } from '../src-renderer/app/reading/reading.ts';

/** Folder of the renderer's output that pictures and texts of the manual go to. */
const folderName = 'manual';

/** Width and height of a PNG, in pixels. Throws when it is none. */
export function pngSize(bytes: Buffer): { width: number; height: number } {
  if (bytes.length < 24 || bytes.readUInt32BE(0) !== 0x89504e47 || bytes.toString('latin1', 12, 16) !== 'IHDR')
    throw new Error('no PNG');
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

const unknown = (file: string, token: Token): Error =>
  new Error(`${file}: the manual's pages have no ${token.type}: ${token.raw.trim().slice(0, 80)}`);
/** Markdown's lexer hands text out as it stands between tags; only these can occur there. */
const plain = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

function partsOf(file: string, tokens: readonly Token[], style?: ManualText['style']): ManualText[] {
  return tokens.flatMap((token): ManualText[] => {
    const styled = style === undefined ? {} : { style };
    switch (token.type) {
      case 'text':
      case 'escape':
        return [{ text: plain((token as Tokens.Text).text), ...styled }];
      case 'codespan':
        return [{ text: plain((token as Tokens.Codespan).text), style: 'code' }];
      case 'strong':
        return partsOf(file, (token as Tokens.Strong).tokens, 'strong');
      case 'em':
        return partsOf(file, (token as Tokens.Em).tokens, 'emphasis');
      case 'link': {
        const { href, text } = token as Tokens.Link;
        const chapter = /^([\w-]+)\.md$/.exec(href)?.[1];
        // The program is not connected to anything: a page leads to other pages only.
        if (chapter === undefined) throw unknown(file, token);
        return [{ text: plain(text), chapter }];
      }
      default:
        throw unknown(file, token);
    }
  });
}

/** The rules that a chapter shows are for developers; what else the line says is the reader's. */
const rulesLine = /^规则：[^（]*（(.+)）$/;

function blockOf(
  file: string,
  token: Token,
  sizeOf: (picture: string) => { width: number; height: number },
): ManualBlock[] {
  switch (token.type) {
    case 'space':
      return [];
    case 'heading': {
      const { depth, text } = token as Tokens.Heading;
      if (depth !== 2 && depth !== 3) throw unknown(file, token);
      return [{ kind: 'heading', level: depth, text: plain(text) }];
    }
    case 'list': {
      const list = token as Tokens.List;
      return [
        {
          kind: 'list',
          ordered: list.ordered,
          items: list.items.map((item) =>
            item.tokens.flatMap((inner) => {
              if (inner.type !== 'text' && inner.type !== 'paragraph') throw unknown(file, inner);
              return partsOf(file, (inner as Tokens.Paragraph).tokens);
            }),
          ),
        },
      ];
    }
    case 'paragraph': {
      const { tokens, text } = token as Tokens.Paragraph;
      const note = rulesLine.exec(text)?.[1];
      if (note !== undefined) return [{ kind: 'note', text: plain(note) }];
      const only = tokens[0];
      if (tokens.length === 1 && only?.type === 'image') {
        const { href, text: caption } = only as Tokens.Image;
        if (!/^[\w-]+\.png$/.test(href)) throw unknown(file, only);
        return [{ kind: 'picture', file: href, caption: plain(caption), ...sizeOf(href) }];
      }
      return [{ kind: 'text', parts: partsOf(file, tokens) }];
    }
    default:
      throw unknown(file, token);
  }
}

/**
 * One page of the manual as data. Whatever the renderer has no drawing for (HTML above all) is refused, so nothing has to be made harmless.
 * @throws Error naming file and text of what is not known
 */
export function chapterOf(
  id: string,
  text: string,
  sizeOf: (picture: string) => { width: number; height: number },
): ManualChapter {
  const file = `${id}.md`;
  const [title, ...rest] = lexer(text);
  if (title?.type !== 'heading' || (title as Tokens.Heading).depth !== 1)
    throw new Error(`${file}: does not begin with its title`);
  return {
    id,
    title: plain((title as Tokens.Heading).text).replace(/^\d+\. /, ''),
    blocks: rest.flatMap((token) => blockOf(file, token, sizeOf)),
  };
}

/** Reads docs/manual: its chapters in the order of their numbers. Throws as {@link chapterOf} does, and when a link leads nowhere. */
export function readManual(folder: string): Manual {
  const ids = readdirSync(folder)
    .filter((name) => /^\d\d-[\w-]+\.md$/.test(name))
    .map((name) => name.slice(0, -3))
    .sort();
  const chapters = ids.map((id) =>
    chapterOf(id, readFileSync(join(folder, `${id}.md`), 'utf8'), (picture) =>
      pngSize(readFileSync(join(folder, picture))),
    ),
  );
  for (const { id, blocks } of chapters) {
    const parts = blocks.flatMap((block) =>
      block.kind === 'text' ? block.parts : block.kind === 'list' ? block.items.flat() : [],
    );
    const lost = parts.find(({ chapter }) => chapter !== undefined && !ids.includes(chapter));
    if (lost) throw new Error(`${id}.md: no chapter ${lost.chapter}`);
  }
  return { chapters };
}

/** Vite's plugin: puts the manual beside the renderer, its texts as one JSON and the pictures that they show. */
export function manualPages(folder: string): Plugin {
  return {
    name: 'manual-pages',
    apply: 'build',
    generateBundle() {
      const manual = readManual(folder);
      this.emitFile({ type: 'asset', fileName: `${folderName}/manual.json`, source: JSON.stringify(manual) });
      const pictures = new Set(
        manual.chapters.flatMap(({ blocks }) =>
          blocks.flatMap((block) => (block.kind === 'picture' ? [block.file] : [])),
        ),
      );
      for (const name of pictures)
        this.emitFile({ type: 'asset', fileName: `${folderName}/${name}`, source: readFileSync(join(folder, name)) });
    },
  };
}
