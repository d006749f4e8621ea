import type { AgreementAct } from '@contract/agreements.ts';

/** Acts that are asked for in a sheet; changing the terms has a page of its own. */
export const sheetActs = ['confirm', 'decline', 'suspend', 'resume', 'cancel', 'replacePassword'] as const;
export type SheetAct = (typeof sheetActs)[number];
export const isSheetAct = (act: AgreementAct): act is SheetAct => sheetActs.some((one) => one === act);
