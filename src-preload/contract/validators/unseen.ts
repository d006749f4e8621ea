/** A variation selector chooses the form of the ideograph before it; only there it may be in a name. */
export const ideographForms = /(?<=\p{Ideographic})[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]/gu;
/**
 * What makes two names look alike, or one look like another: control and format characters (direction marks, tags, BOM, soft hyphen), all that is drawn as
 * nothing, line separators, blanks of other widths, the place holders of what could not be read, and halves of a character.
 */
export const unseen =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u1680\u2000-\u200A\u202F\u205F\u2800\uFFFC\uFFFD]/u;

/** A text that was not typed as a name (such as file text), without its invisible characters. */
export const withoutUnseen = (text: string): string => text.replace(new RegExp(unseen, 'gu'), '');
