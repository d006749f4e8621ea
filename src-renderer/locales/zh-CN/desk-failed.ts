/** Texts of the page that shows when the desk cannot be opened. */
export const deskFailed = {
  title: '没有打开',
  text: '工作台没有打开。请重试；如果一直如此，请重新启动程序。',
} as const;
