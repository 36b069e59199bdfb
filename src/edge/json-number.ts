/**
 * Numbers in JSON text: where one ends, and whether Postgres may be given it.
 *
 * Digits are kept as they are written, because jsonb keeps a number as numeric. That makes a short text expensive: the nine
 * characters of 1e130000 print as 130,001 digits, so 100 kB of them as more than Postgres can put into one string.
 */

/** Python refuses an integer literal of more digits, so a text that holds one is not JSON to the reference. */
const INTEGER_DIGITS_LIMIT = 4300;

/**
 * A number with a fraction or an exponent is a double to the reference. Beyond 1.8e308 that is an infinity, which is no JSON
 * number and which it can store nowhere: refused. Below 4.9e-324 it is zero. Exponents to 400 either way leave in every
 * number that is a finite double other than zero, in any usual spelling.
 */
const EXPONENT_LIMIT = 400;

/** A number with this many digits before the point is finite as a double. */
const DOUBLE_DIGITS = 308;

/** Postgres' numeric has at most this many digits after the point. */
const SCALE_LIMIT = 16383;

const PLUS = 0x2b;
const MINUS = 0x2d;
const POINT = 0x2e;
const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;
const LETTER_E = 0x65;

/** A number in a text. */
export interface ScannedNumber {
  /** The position after its last character. */
  readonly end: number;
  /** Whether Postgres may be given it. */
  readonly inRange: boolean;
}

/**
 * Finds the end of a number and judges its size.
 *
 * @param text the text
 * @param start where its sign or first digit stands
 * @returns the number; undefined if it is not one, or an integer of more than 4,300 digits
 */
export function scanNumber(text: string, start: number): ScannedNumber | undefined {
  const integerStart = text.charCodeAt(start) === MINUS ? start + 1 : start;
  const integerEnd = skipDigits(text, integerStart);
  const integerDigits = integerEnd - integerStart;
  if (integerDigits === 0) return undefined;
  if (integerDigits > 1 && text.charCodeAt(integerStart) === DIGIT_0) return undefined;

  let end = integerEnd;
  let fractionDigits = 0;
  if (text.charCodeAt(end) === POINT) {
    const fractionStart = end + 1;
    end = skipDigits(text, fractionStart);
    fractionDigits = end - fractionStart;
    if (fractionDigits === 0) return undefined;
  }

  let exponent = 0;
  if ((text.charCodeAt(end) | 0x20) === LETTER_E) {
    const sign = text.charCodeAt(end + 1);
    const exponentStart = sign === PLUS || sign === MINUS ? end + 2 : end + 1;
    end = skipDigits(text, exponentStart);
    if (end === exponentStart) return undefined;
    exponent = Number(text.slice(exponentStart, end));
    if (sign === MINUS) exponent = -exponent;
  }

  if (end === integerEnd) {
    return integerDigits > INTEGER_DIGITS_LIMIT ? undefined : { end, inRange: true };
  }
  const inRange =
    Math.abs(exponent) <= EXPONENT_LIMIT &&
    fractionDigits - Math.min(exponent, 0) <= SCALE_LIMIT &&
    // Only a long or scaled number can be infinite; the rest need no conversion.
    (integerDigits + exponent <= DOUBLE_DIGITS || Number.isFinite(Number(text.slice(start, end))));
  return { end, inRange };
}

function skipDigits(text: string, from: number): number {
  let position = from;
  for (;;) {
    const code = text.charCodeAt(position);
    if (!(code >= DIGIT_0 && code <= DIGIT_9)) return position;
    position++;
  }
}
