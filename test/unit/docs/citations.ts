import { parse } from 'vue/compiler-sfc';
import ts from 'typescript';

/** What may be cited. */
export interface Law {
  rules: ReadonlySet<string>;
  decisions: ReadonlySet<string>;
}

/** What looks like a rule and is none: an engine, a window system. */
const otherWords = new Set(['V8', 'X11']);

const rule = /(?<![\w.#/-])[A-Z]\d{1,2}(?!\w)/gu;
const decision = /\bADR-\d+\b/gu;
/** Where a thing was asked for is no reason that a reader can look up; a decision has a number of the one series. */
const outside = /\bissues?(?: |-|#| #)\d+|\bdecisions? \d+|\.\.\/shared\/[\w-]+\.(?:md|txt)\b|\bbureau-rules\.md\b/giu;

/** Name that a call begins with: `it` of `it.each(…)(…)`. */
function called(call: ts.CallExpression): string {
  let node: ts.Node = call;
  while (ts.isCallExpression(node) || ts.isPropertyAccessExpression(node) || ts.isTaggedTemplateExpression(node))
    node = ts.isTaggedTemplateExpression(node) ? node.tag : node.expression;
  return ts.isIdentifier(node) ? node.text : '';
}

/** Texts of a TypeScript or JavaScript file in which rules are cited: comments, titles of tests, and values of a property `rule`. */
function proseOfScript(text: string, file: string): string[] {
  const source = ts.createSourceFile(
    file,
    text,
    ts.ScriptTarget.Latest,
    false,
    file.endsWith('.ts') ? ts.ScriptKind.TS : ts.ScriptKind.JS,
  );
  const prose: string[] = [];
  const literals: [from: number, to: number][] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) || ts.isTemplateLiteralToken(node) || ts.isRegularExpressionLiteral(node))
      literals.push([node.getStart(source), node.end]);
    if (
      ts.isPropertyAssignment(node) &&
      node.name.getText(source) === 'rule' &&
      ts.isStringLiteral(node.initializer) &&
      /^[A-Z]\d+$/u.test(node.initializer.text)
    )
      prose.push(node.initializer.text);
    if (
      ts.isCallExpression(node) &&
      node.arguments[0] &&
      ts.isStringLiteralLike(node.arguments[0]) &&
      ['it', 'test', 'describe'].includes(called(node))
    )
      prose.push(node.arguments[0].text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  let end = 0;
  const code = literals.map(([from, to]) => {
    const between = text.slice(end, from);
    end = to;
    return between;
  });
  for (const [comment] of [...code, text.slice(end)].join('_').matchAll(/\/\*[\s\S]*?\*\/|\/\/.*/gu))
    prose.push(comment);
  return prose;
}

/** Texts of a component: its scripts as {@link proseOfScript}, and the comments of its template. */
function proseOfComponent(text: string, file: string): string[] {
  const { descriptor } = parse(text, { filename: file });
  const scripts = [descriptor.script, descriptor.scriptSetup].flatMap((block) =>
    block ? proseOfScript(block.content, `${file}.ts`) : [],
  );
  return [
    ...scripts,
    ...[...(descriptor.template?.content ?? '').matchAll(/<!--[\s\S]*?-->/gu)].map(([comment]) => comment),
  ];
}

/** A document without its code, spans of it too: what stands there is an example. */
const proseOfDocument = (text: string): string =>
  text.replaceAll(/^```[\s\S]*?^```/gmu, '').replaceAll(/`[^`\n]*`/gu, '');

function proseOf(file: string, text: string): string[] {
  if (file.endsWith('.md')) return [proseOfDocument(text)];
  if (file.endsWith('.vue')) return proseOfComponent(text, file);
  // Texts for users cite rules, too.
  if (file.includes('/locales/')) return [text];
  return /\.[cm]?[jt]s$/u.test(file) ? proseOfScript(text, file) : [];
}

/**
 * What a file cites that does not exist, or may not be cited.
 * @param file its path, whose ending says how it is read
 */
export function wrongCitations(file: string, text: string, law: Law): string[] {
  const unknown = (prose: string): string[] =>
    (prose.match(rule) ?? []).filter((one) => !law.rules.has(one) && !otherWords.has(one));
  // Read as code only where there is something to find: parsing a thousand files takes seconds.
  const rules = unknown(text).length === 0 ? [] : proseOf(file, text).flatMap(unknown);
  const decisions = (text.match(decision) ?? []).filter((one) => !law.decisions.has(one));
  return [...new Set([...rules, ...decisions, ...(text.match(outside) ?? [])])];
}
