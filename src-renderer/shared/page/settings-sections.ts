/** Sections of the settings that only admins see. */
const forAdmins: ReadonlySet<string> = new Set(['secrets']);

/** Whether this person sees a section of the settings. */
export const seesSection = (section: string, admin: boolean): boolean => admin || !forAdmins.has(section);
