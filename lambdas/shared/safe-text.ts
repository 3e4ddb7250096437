/**
 * Makes a text from outside fit to show on one line of a mail or a log: whatever is invisible or moves the text around
 * it (control and format characters, line separators, lone surrogates, unassigned and private code points, piles of
 * accents) is written as `\u{202E}`; right-to-left letters stay, but isolated, so that they can't reorder the numbers
 * beside them; and what would be longer than `max` characters is cut, with an ellipsis.
 */
export function safeText(text: string, max: number): string {
  // An id may be a megabyte long: look at no more than can be shown, and one more. A character has at most two units.
  const pieces = visible(text.slice(0, 2 * max + 2));
  let shown = pieces.join('');
  if (length(shown) > max) {
    shown = '';
    for (const piece of pieces) {
      if (length(shown) + length(piece) > max - 1) break;
      shown += piece;
    }
    shown += '…';
  }
  return RIGHT_TO_LEFT.test(shown) ? `\u2068${shown}\u2069` : shown;
}

const HIDDEN = /[\p{C}\p{Zl}\p{Zp}]/u;
const MARK = /\p{M}/u;
/** Many scripts need a mark or two on a letter; a pile of them runs over the lines above and below. */
const MOST_MARKS = 2;
const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/** Each character, or its escape. */
function visible(text: string): string[] {
  let marks = MOST_MARKS;
  return Array.from(text, (character) => {
    marks = MARK.test(character) ? marks + 1 : 0;
    const hidden = HIDDEN.test(character) || marks > MOST_MARKS;
    return hidden ? `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}` : character;
  });
}

const length = (text: string) => Array.from(text).length;
