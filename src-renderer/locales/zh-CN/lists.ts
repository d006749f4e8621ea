/** Texts of lists that leave the program: as a file, or on paper. */
export const lists = {
  title: '导出{title}',
  text: '按当前的筛选和排序，导出 {n} {unit}。密码不会写入文件；谁在何时导出会记入轨迹。',
  columns: '包含的列',
  all: '全部',
  noColumns: '请至少选择一列',
  format: '文件格式',
  formats: { xlsx: 'Excel 工作簿（.xlsx）', csv: 'CSV 文本（.csv）', print: '打印' },
  formatTexts: {
    xlsx: '长号码原样保留，可直接打开',
    csv: 'UTF-8 编码，供其他软件读取',
    print: '打开打印窗口，可另存为 PDF',
  },
  name: '{title}-{day}.{ending}',
  act: '导出 {n} {unit}',
  print: '打印 {n} {unit}',
  paper: '{title}（{n} {unit}，{day}）',
  back: '返回',
  done: '已导出 {n} {unit}',
} as const;
