/** Texts of all there is to read: manual, guide, rules, third-party notices. */
export const reading = {
  title: '帮助',
  close: '关闭（Esc）',
  manual: { title: '操作手册', chapters: '章节', previous: '上一章：{title}', next: '下一章：{title}' },
  guide: '代理机构操作指引',
  rules: '办税规则',
  notices: {
    title: '第三方声明',
    text: '本程序使用了以下 {n} 个第三方组件，点开可阅读其许可证全文。',
    search: '按名称或许可证查找',
    none: '该组件没有附带许可证全文。其许可证为：{license}',
  },
} as const;
