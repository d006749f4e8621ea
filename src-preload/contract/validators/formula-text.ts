/** What a cell is whose formula was copied in the place of its value: `=HYPERLINK("…")`, `=A1&B1`, `@SUM(1)`, `=cmd|…`. */
const formula = /^[=＝](?:.*[(（|!&]|\$?[A-Za-z]{1,3}\$?\d{1,7}(?:$|[-+*/:&^,]))|^[-+@]\s*[A-Za-z][A-Za-z.]*\s*\(/su;

/** Whether a text is a formula instead of its value. */
export const isFormulaText = (text: string): boolean => formula.test(text.trim());

/** What to do about a formula's text, in Chinese. */
export const formulaRemedy = '是公式的文字，不是它的结果；请在表格软件里复制后选“粘贴为数值”，或直接填写';
