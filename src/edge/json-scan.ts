/**
 * One pass over a text that claims to be JSON: is it, and what in it needs care before Postgres may see it?
 * No recursion, so that depth costs no stack; no value is built, so that no number is ever rounded.
 */
import { isIntegerLiteral, scanNumber } from "./json-number.ts";

/** What a scan found in a text that Python's json.loads takes. */
export interface Scan {
  /** Levels of nesting: 0 for a bare number, 1 for `[]`. */
  readonly depth: number;
  /** Whether Go's encoding/json takes it too: no NaN and no Infinity, no number beyond a double. */
  readonly strict: boolean;
  /** Whether some number is NaN or an infinity to Python. */
  readonly notFinite: boolean;
  /** Whether some string or key holds U+0000. */
  readonly nul: boolean;
  /** Whether some string or key holds a lone surrogate. */
  readonly loneSurrogates: boolean;
  /**
   * Start and end of each token that cannot stay as it is, one after the other: a string (quotes included) that holds U+0000 or a lone
   * surrogate, a number that is not plain (see json-number.ts).
   */
  readonly odd: readonly number[];
}

const tab = 0x09;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const space = 0x20;
const quote = 0x22;
const comma = 0x2c;
const minus = 0x2d;
const digit0 = 0x30;
const digit9 = 0x39;
const colon = 0x3a;
const capitalI = 0x49;
const capitalN = 0x4e;
const bracketOpen = 0x5b;
const backslash = 0x5c;
const bracketClose = 0x5d;
const letterF = 0x66;
const letterN = 0x6e;
const letterT = 0x74;
const letterU = 0x75;
const braceOpen = 0x7b;
const braceClose = 0x7d;

const array = 0;
const object = 1;

/** After a backslash: 1 for the escapes of one character (`"\/bfnrt`). */
const shortEscape = new Uint8Array(128);
for (const character of '"\\/bfnrt') {
  shortEscape[character.charCodeAt(0)] = 1;
}

/**
 * Scans a text by the grammar of Python's json.loads: NaN, Infinity and -Infinity are numbers, whitespace is space, tab, CR and LF
 * only, a byte order mark is an error, a control character in a string is an error, an integer of more than 4,300 digits is an
 * error (sys.int_info.default_max_str_digits). What Go's encoding/json takes is the same, less what `strict` says.
 *
 * @param text the text, possibly with lone surrogates
 * @returns what was found, or undefined if the text is not JSON
 */
export function scanJson(text: string): Scan | undefined {
  const end = text.length;
  let containers = new Uint8Array(64);
  let depth = 0;
  let deepest = 0;
  let strict = true;
  let notFinite = false;
  let nul = false;
  let loneSurrogates = false;
  const odd: number[] = [];
  let awaitingKey = false;
  let position = skipWhitespace(text, 0);

  for (;;) {
    // A value begins here, or a key.
    const first = text.charCodeAt(position);
    if (first === quote) {
      const start = position;
      let oddHere = false;
      position++;
      for (;;) {
        const code = text.charCodeAt(position++);
        if (code > backslash && code < 0xd800) {
          continue;
        }
        if (code === quote) {
          break;
        }
        if (code === backslash) {
          const escaped = text.charCodeAt(position++);
          if (escaped !== letterU) {
            // Past the end this is NaN, which no table holds.
            if (shortEscape[escaped] !== 1) {
              return undefined;
            }
            continue;
          }
          const unit = hexUnit(text, position);
          if (unit < 0) {
            return undefined;
          }
          position += 4;
          if (unit === 0) {
            nul = oddHere = true;
          } else if (isHighSurrogate(unit) && isLowSurrogate(escapedUnit(text, position))) {
            position += 6;
          } else if (isSurrogate(unit)) {
            loneSurrogates = oddHere = true;
          }
        } else if (code >= 0xd800) {
          if (isHighSurrogate(code) && isLowSurrogate(text.charCodeAt(position))) {
            position++;
          } else if (isSurrogate(code)) {
            loneSurrogates = oddHere = true;
          }
        } else if (!(code >= space)) {
          return undefined;
        }
      }
      if (oddHere) {
        odd.push(start, position);
      }
      if (awaitingKey) {
        position = skipWhitespace(text, position);
        if (text.charCodeAt(position) !== colon) {
          return undefined;
        }
        position = skipWhitespace(text, position + 1);
        awaitingKey = false;
        continue;
      }
    } else if (awaitingKey) {
      return undefined;
    } else if (first === braceOpen || first === bracketOpen) {
      if (depth === containers.length) {
        containers = grown(containers);
      }
      containers[depth++] = first === braceOpen ? object : array;
      if (depth > deepest) {
        deepest = depth;
      }
      position = skipWhitespace(text, position + 1);
      if (text.charCodeAt(position) !== (first === braceOpen ? braceClose : bracketClose)) {
        awaitingKey = first === braceOpen;
        continue;
      }
    } else if (
      (first >= digit0 && first <= digit9) ||
      (first === minus && text.charCodeAt(position + 1) !== capitalI)
    ) {
      const number = scanNumber(text, position);
      if (number === undefined) {
        return undefined;
      }
      if (!number.plain) {
        odd.push(position, number.end);
        const token = text.slice(position, number.end);
        if (!Number.isFinite(Number(token))) {
          strict = false;
          if (!isIntegerLiteral(token)) {
            notFinite = true;
          }
        }
      }
      position = number.end;
    } else if (first === capitalN || first === capitalI || first === minus) {
      const word = first === capitalN ? "NaN" : first === minus ? "-Infinity" : "Infinity";
      if (!text.startsWith(word, position)) {
        return undefined;
      }
      odd.push(position, position + word.length);
      strict = false;
      notFinite = true;
      position += word.length;
    } else if (first === letterT || first === letterN) {
      if (!text.startsWith(first === letterT ? "true" : "null", position)) {
        return undefined;
      }
      position += 4;
    } else if (first === letterF) {
      if (!text.startsWith("false", position)) {
        return undefined;
      }
      position += 5;
    } else {
      return undefined;
    }

    // A value has ended, or an empty container is about to.
    for (;;) {
      position = skipWhitespace(text, position);
      if (depth === 0) {
        if (position !== end) {
          return undefined;
        }
        return { depth: deepest, strict, notFinite, nul, loneSurrogates, odd };
      }
      const code = text.charCodeAt(position++);
      const inObject = containers[depth - 1] === object;
      if (code === comma) {
        position = skipWhitespace(text, position);
        awaitingKey = inObject;
        break;
      }
      if (code !== (inObject ? braceClose : bracketClose)) {
        return undefined;
      }
      depth--;
    }
  }
}

function skipWhitespace(text: string, from: number): number {
  let position = from;
  for (;;) {
    const code = text.charCodeAt(position);
    if (code !== space && code !== lineFeed && code !== carriageReturn && code !== tab) {
      return position;
    }
    position++;
  }
}

function grown(containers: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(containers.length * 2);
  larger.set(containers);
  return larger;
}

/**
 * Reads four hexadecimal digits.
 *
 * @param text the text
 * @param from where the first digit stands
 * @returns the code unit that they spell, -1 if they are not four hexadecimal digits
 */
export function hexUnit(text: string, from: number): number {
  let unit = 0;
  for (let position = from; position < from + 4; position++) {
    const digit = hexDigit(text.charCodeAt(position));
    if (digit < 0) {
      return -1;
    }
    unit = unit * 16 + digit;
  }
  return unit;
}

/**
 * Reads a `\uXXXX` escape.
 *
 * @param text the text
 * @param from where its backslash would stand
 * @returns the code unit, -1 if there is no such escape
 */
export function escapedUnit(text: string, from: number): number {
  if (text.charCodeAt(from) !== backslash || text.charCodeAt(from + 1) !== letterU) {
    return -1;
  }
  return hexUnit(text, from + 2);
}

function hexDigit(code: number): number {
  if (code >= digit0 && code <= digit9) {
    return code - digit0;
  }
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x61 + 10 : -1;
}

/** Tells whether a UTF-16 code unit is half of a pair. */
export function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

/** Tells whether a UTF-16 code unit is the first half of a pair. */
export function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

/** Tells whether a UTF-16 code unit is the second half of a pair. */
export function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
