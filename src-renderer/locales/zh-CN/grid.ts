/** Texts of the data grid. */
export const grid = {
  sortedUp: '升序',
  sortedDown: '降序',
  sortBy: '按{column}排序',
} as const;
