/** Texts of the data grid. */
export const grid = {
  sortedUp: '升序',
  sortedDown: '降序',
  sortBy: '按{column}排序',
  size: '拖动调整列宽，双击恢复',
  tick: '勾选',
  tickView: '勾选当前可见的各行',
  columns: {
    act: '显示的列',
    text: '勾选要显示的列，用 Alt ↑ ↓ 或右侧按钮调整顺序；在列表里可以直接拖动表头。',
    up: '上移{column}',
    down: '下移{column}',
    width: '{column}的列宽（像素）',
    auto: '自动',
    reset: '恢复默认',
    back: '返回',
    save: '保存',
    always: '始终显示',
  },
} as const;
