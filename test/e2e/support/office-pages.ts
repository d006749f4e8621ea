/** Addresses of the office's pages, which the walks of axe and of the smallest window visit; `pages-known.test.ts` says when one is missing. */
export const officePages: readonly (readonly [path: string, heading: RegExp])[] = [
  ['/clients', /./],
  ['/clients/new', /新增客户/],
  ['/delegation', /./],
  ['/staff', /./],
  ['/trail', /轨迹/],
  ['/import', /批量导入客户/],
  ['/settings', /./],
  ['/settings/vault', /./],
  ['/settings/look', /./],
  ['/settings/security', /./],
  ['/settings/backup', /./],
  ['/settings/fields', /./],
  ['/settings/about', /./],
  ['/see-as', /./],
];
