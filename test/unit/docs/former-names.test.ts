import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { root } from '../../../scripts/parts/project.mjs';

/* Words that meant something special in this code and have a common word now (docs/glossary.md): no identifier bears them again. */
const former: Readonly<Record<string, RegExp>> = {
  'tell, told: emit, notify, or what it is': /^#?(?:tell|told|telling)(?:[A-Z]|$)|Told$/u,
  'keeper: KeyRewrapper': /Keeper|^keeper/u,
  'stands, standing: active, valid, existing, pending, not reversed': /^stands(?:[A-Z]|$)|^standing|Standing/u,
  'XParts: XDependencies; this.parts: this.deps': /Parts$/u,
};

/** Identifiers of a source; of a component, those of its script. */
function identifiersOf(path: string): string[] {
  const text = readFileSync(join(root, path), 'utf8');
  const script = path.endsWith('.vue') ? (/<script[^>]*>([^]*?)<\/script>/u.exec(text)?.[1] ?? '') : text;
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) found.push(node.text);
    if (ts.isPropertyAccessExpression(node) && node.getText() === 'this.parts') found.push('this.Parts');
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, script, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS));
  return found;
}

const sources = ['src-main', 'src-preload', 'src-renderer', 'scripts', 'build', 'test'].flatMap((layer) =>
  readdirSync(join(root, layer), { recursive: true, encoding: 'utf8' })
    .map((name) => `${layer}/${name.replaceAll('\\', '/')}`)
    .filter((path) => /\.(?:m?ts|mjs|vue)$/u.test(path)),
);

it('no identifier bears a word that the glossary gave up', () => {
  const counts = Object.fromEntries(Object.keys(former).map((word) => [word, [] as string[]]));
  let all = 0;
  for (const path of sources)
    for (const name of identifiersOf(path)) {
      all += 1;
      for (const [word, pattern] of Object.entries(former))
        if (pattern.test(name)) counts[word]?.push(`${path}: ${name}`);
    }
  expect(all).toBeGreaterThan(100_000);
  expect(counts).toEqual(Object.fromEntries(Object.keys(former).map((word) => [word, []])));
});
