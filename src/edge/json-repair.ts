/**
 * Rewrites the tokens of a JSON text that cannot stay as they are. Everything else is copied as it stands.
 */
import { escapedUnit, hexUnit, isHighSurrogate, isLowSurrogate, isSurrogate } from "./json-scan.ts";

const quote = 0x22;
const backslash = 0x5c;
const letterU = 0x75;

/** Edition 2026 puts it in the place of lone surrogates, so that a text may hold it which did not. */
const replacementCode = 0xfffd;

/**
 * Chooses the character that stands for U+0000: the first code point, private use ones first, that the text does not hold,
 * neither raw nor as an escape.
 *
 * @param text JSON text
 * @returns the character, undefined in the case (a text of megabytes) that it holds every one
 */
export function chooseStandIn(text: string): string | undefined {
  const taken = new Set<number>([replacementCode]);
  // An escaped backslash before a "u" is read as an escape here: that takes one code point too many, never one too few.
  const unescaped = text.replace(/\\u([0-9a-fA-F]{4})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
  for (const character of unescaped) {
    const codePoint = character.codePointAt(0);
    if (codePoint !== undefined) {
      taken.add(codePoint);
    }
  }
  for (let codePoint = 0xe000; codePoint <= 0x10ffff; codePoint++) {
    if (!taken.has(codePoint)) {
      return String.fromCodePoint(codePoint);
    }
  }
  for (let codePoint = 0xa1; codePoint < 0xd800; codePoint++) {
    if (!taken.has(codePoint)) {
      return String.fromCodePoint(codePoint);
    }
  }
  return undefined;
}

/** What to put in the place of what a string must not hold. */
export interface StringReading {
  /** Stands for U+0000; undefined where the text holds none. */
  readonly nul: string | undefined;
  /** Stands for a lone surrogate; empty where it is dropped. */
  readonly loneSurrogate: string;
}

/** How an edition reads the tokens that cannot stay as they are. */
export interface TokenReading {
  /** Undefined leaves the strings as they came. */
  readonly strings: StringReading | undefined;
  readonly number: (token: string) => string;
}

/**
 * Rewrites the odd tokens of a text. In strings, two escapes that form a surrogate pair stay one; halves that are apart are both lone,
 * as they are to Python and to Go.
 *
 * @param text JSON that scanJson took
 * @param odd start and end of each token to rewrite, in order (as scanJson gives them)
 * @param reading what to put in their place
 * @returns JSON text
 */
export function rewriteTokens(text: string, odd: readonly number[], reading: TokenReading): string {
  const parts: string[] = [];
  let copied = 0;
  for (let index = 0; index + 1 < odd.length; index += 2) {
    const start = odd[index] ?? 0;
    const end = odd[index + 1] ?? 0;
    parts.push(text.slice(copied, start));
    if (text.charCodeAt(start) !== quote) {
      parts.push(reading.number(text.slice(start, end)));
    } else {
      parts.push(reading.strings ? repairString(text, start, end, reading.strings) : text.slice(start, end));
    }
    copied = end;
  }
  parts.push(text.slice(copied));
  return parts.join("");
}

function repairString(text: string, start: number, end: number, { nul, loneSurrogate }: StringReading): string {
  const parts: string[] = [];
  let copied = start;
  const replace = (from: number, to: number, replacement: string): void => {
    parts.push(text.slice(copied, from), replacement);
    copied = to;
  };
  let position = start + 1;
  for (;;) {
    const code = text.charCodeAt(position);
    if (code === quote) {
      break;
    }
    if (code !== backslash) {
      if (isHighSurrogate(code) && isLowSurrogate(text.charCodeAt(position + 1))) {
        position += 2;
        continue;
      }
      if (isSurrogate(code)) {
        replace(position, position + 1, loneSurrogate);
      }
      position++;
      continue;
    }
    if (text.charCodeAt(position + 1) !== letterU) {
      position += 2;
      continue;
    }
    const unit = hexUnit(text, position + 2);
    const next = position + 6;
    if (isHighSurrogate(unit) && isLowSurrogate(escapedUnit(text, next))) {
      position = next + 6;
      continue;
    }
    if (unit === 0 && nul !== undefined) {
      replace(position, next, nul);
    } else if (isSurrogate(unit)) {
      replace(position, next, loneSurrogate);
    }
    position = next;
  }
  parts.push(text.slice(copied, end));
  return parts.join("");
}
