/**
 * Makes a text from outside fit to show on one line of a mail or a log: whatever is invisible or moves the text around
 * it (control and format characters, line separators, lone surrogates, unassigned and private code points) is written as
 * `\u{202E}`; right-to-left letters stay, but isolated, so that they can't reorder the numbers beside them; and what is
 * longer than `max` characters is cut, with an ellipsis.
 */
export function safeText(text: string, max: number): string {
  // Cut before looking at each character: an id may be a megabyte long. A character takes at most two code units.
  const characters = Array.from(text.slice(0, 2 * max + 2));
  const shown = characters
    .slice(0, characters.length > max ? max - 1 : max)
    .map((character) => (HIDDEN.test(character) ? escaped(character) : character))
    .join('');
  const cut = characters.length > max ? `${shown}…` : shown;
  return RIGHT_TO_LEFT.test(cut) ? `\u2068${cut}\u2069` : cut;
}

// Combining marks are hidden too: a pile of them runs over the lines above and below.
const HIDDEN = /[\p{C}\p{Zl}\p{Zp}\p{Me}\p{Mn}]/u;
const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

const escaped = (character: string) => `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`;
