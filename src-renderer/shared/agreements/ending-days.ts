/** Number of days before its end at which an agreement counts as ending soon (L5: a change or an end must be reported within 30 days). */
export const endingDays = 30;
