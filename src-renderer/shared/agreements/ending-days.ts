/** Days ahead within which an agreement counts as about to end (L5: a change or an end is to be reported within 30 days). */
export const endingDays = 30;
