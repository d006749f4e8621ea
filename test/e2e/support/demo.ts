/** Accounts of the world `demo` that the specs sign in with; its sign-in page shows the same. */
export const demo = {
  firm: { taxpayerId: '91210192MAYJF6HQ56', name: '沈阳砚秋税务师事务所有限公司', password: 'Jigou-2026' },
  staffPassword: 'Renyuan-2026',
  agreementPassword: 'Xieyi-2026',
  enterprisePassword: 'Weituo-2026',
  admin: '林静',
  /** Sees the clients of the own assignments only. */
  member: '李佳宁',
  /** Waits for a grant of the vault: types every agreement password. */
  waiting: '孙雨桐',
  /** Signs in by SMS code only. */
  codeOnly: '徐婉清',
  /** No real name collected (A3). */
  noRealName: '马骁',
} as const;
