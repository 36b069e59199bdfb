/**
 * Rewrites JSON strings that hold what Postgres cannot: U+0000 and lone surrogates. Everything else is copied as it stands.
 */
import { escapedUnit, hexUnit, isHighSurrogate, isLowSurrogate, isSurrogate } from "./json-scan.ts";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LETTER_U = 0x75;

/**
 * Chooses the character that stands for U+0000: the first code point, private use ones first, that the text does not hold,
 * neither raw nor as an escape.
 *
 * @param text JSON text
 * @returns the character, undefined in the case (a text of megabytes) that it holds every one
 */
export function chooseStandIn(text: string): string | undefined {
  const taken = new Set<number>();
  // An escaped backslash before a "u" is read as an escape here: that takes one code point too many, never one too few.
  const unescaped = text.replace(/\\u([0-9a-fA-F]{4})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
  for (const character of unescaped) {
    const codePoint = character.codePointAt(0);
    if (codePoint !== undefined) taken.add(codePoint);
  }
  for (let codePoint = 0xe000; codePoint <= 0x10ffff; codePoint++) {
    if (!taken.has(codePoint)) return String.fromCodePoint(codePoint);
  }
  for (let codePoint = 0xa1; codePoint < 0xd800; codePoint++) {
    if (!taken.has(codePoint)) return String.fromCodePoint(codePoint);
  }
  return undefined;
}

/**
 * Drops the lone surrogates of the given strings and puts the stand-in where they hold U+0000. Two escapes that form a pair
 * stay one; halves that are apart are both lone, as they are to Python.
 *
 * @param text well-formed JSON
 * @param dirty start and end of each string to rewrite, quotes included, in order (as scanJson gives them)
 * @param standIn the character for U+0000
 * @returns well-formed JSON without either
 */
export function repairStrings(text: string, dirty: readonly number[], standIn: string): string {
  const parts: string[] = [];
  let copied = 0;
  for (let index = 0; index + 1 < dirty.length; index += 2) {
    const start = dirty[index] ?? 0;
    const end = dirty[index + 1] ?? 0;
    parts.push(text.slice(copied, start), repairString(text, start, end, standIn));
    copied = end;
  }
  parts.push(text.slice(copied));
  return parts.join("");
}

function repairString(text: string, start: number, end: number, standIn: string): string {
  const parts: string[] = [];
  let copied = start;
  const replace = (from: number, to: number, replacement: string): void => {
    parts.push(text.slice(copied, from), replacement);
    copied = to;
  };
  let position = start + 1;
  for (;;) {
    const code = text.charCodeAt(position);
    if (code === QUOTE) break;
    if (code !== BACKSLASH) {
      if (isHighSurrogate(code) && isLowSurrogate(text.charCodeAt(position + 1))) {
        position += 2;
        continue;
      }
      if (isSurrogate(code)) replace(position, position + 1, "");
      position++;
      continue;
    }
    if (text.charCodeAt(position + 1) !== LETTER_U) {
      position += 2;
      continue;
    }
    const unit = hexUnit(text, position + 2);
    const next = position + 6;
    if (isHighSurrogate(unit) && isLowSurrogate(escapedUnit(text, next))) {
      position = next + 6;
      continue;
    }
    if (unit === 0) replace(position, next, standIn);
    else if (isSurrogate(unit)) replace(position, next, "");
    position = next;
  }
  parts.push(text.slice(copied, end));
  return parts.join("");
}
