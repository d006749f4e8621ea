/** A page of the host itself, without script or style, so that it works under the strictest policy. */
export function plainPage(title: string, sentences: readonly string[], head = ''): string {
  const text = sentences.map((sentence) => `<p>${sentence}</p>`).join('\n');
  return `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">${head}<title>${title}</title></head>
<body><h1>${title}</h1>
${text}
</body></html>
`;
}

/** Shown to a browser that was not admitted, or whose host was restarted. */
export const notAdmittedPage = plainPage('代理机构工作台：请用完整地址打开', [
  '这个浏览器还没有得到许可，或者程序已经重新启动过。',
  '请回到启动程序的窗口，复制它打印的完整地址（带 token 的那一行），再在这里打开；地址用过一次的，在那个窗口按回车键，会打印一个新的。',
]);

/** Shown to a browser whose address has admitted one already, or has expired. */
export const usedEntryPage = plainPage('代理机构工作台：这个地址已经用过', [
  '每个打开地址只能让一个浏览器进入一次；这个地址已经用过，或者已经过期。',
  '在同一个浏览器里打开过的，<a href="/">点这里回到工作台</a>。',
  '要在另一个浏览器里打开：在启动程序的终端窗口按回车键，程序会打印一个新地址；或者在已经打开的工作台里，到“设置 → 关于”选择“在另一个浏览器打开”。',
]);

/** Shown if a request names another host than this one (DNS rebinding, a proxy). */
export const wrongHostPage = plainPage('代理机构工作台：地址不对', [
  '请使用程序打印的地址，以 http://127.0.0.1 开头。',
]);

/** Shown for an unknown address. */
export const notFoundPage = plainPage('代理机构工作台：没有这个页面', ['<a href="/">回到工作台</a>']);

/**
 * Leads to the clean address from within this origin. A redirect is not enough: after a click in a mail or chat program
 * the browser holds back the SameSite=Strict cookie for the whole redirect chain, and the user would be refused.
 */
export const enterPage = plainPage(
  '代理机构工作台',
  ['正在打开，<a href="/">没有自动打开时请点这里</a>。'],
  '<meta http-equiv="refresh" content="0;url=/">',
);
