/**
 * Character classes of the query languages, one table look-up per character. What a class means is fixed here; which class
 * may stand where is the parsers' business.
 */

const BLANK = 1;
const DIGIT = 2;
/** Letters, digits, `_`. */
const WORD = 4;
/** What a metric name may hold; `-` and `/` are tolerated: they occur in the wild. */
const NAME = 8;
/** What a tag key or value may hold: all but blanks and the scope's own punctuation. */
const TAG = 16;
const LETTER = 32;

const CLASSES = new Uint8Array(128);

function mark(characters: string, bits: number): void {
  for (const character of characters) {
    const code = character.charCodeAt(0);
    CLASSES[code] = (CLASSES[code] ?? 0) | bits;
  }
}

const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
for (let code = 33; code < 127; code++) {
  const character = String.fromCharCode(code);
  if (!",{}()".includes(character)) mark(character, TAG);
}
mark(" \t\n\r\v\f", BLANK);
mark("0123456789", DIGIT | WORD | NAME);
mark(`${LETTERS}_`, LETTER | WORD | NAME);
mark(".-/", NAME);

function has(code: number, bits: number): boolean {
  return code < 128 && ((CLASSES[code] ?? 0) & bits) !== 0;
}

export function isBlank(code: number): boolean {
  return has(code, BLANK);
}

export function isDigit(code: number): boolean {
  return has(code, DIGIT);
}

/** A letter or `_`. */
export function isLetter(code: number): boolean {
  return has(code, LETTER);
}

export function isWord(code: number): boolean {
  return has(code, WORD);
}

/** Letters of other scripts, but no curly quotes, dashes, odd blanks (2000-206F) or comparison signs (2200-22FF). */
export function isForeignLetter(code: number): boolean {
  return code > 160 && (code < 0x2000 || code > 0x22ff) && code !== 0xfeff;
}

/** Foreign letters are taken along, to be reported as one word. */
export function isName(code: number): boolean {
  return has(code, NAME) || isForeignLetter(code);
}

export function isTag(code: number): boolean {
  return has(code, TAG) || isForeignLetter(code);
}

export function isQuote(code: number): boolean {
  return code === 34 || code === 39;
}
