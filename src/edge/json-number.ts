/**
 * Numbers in JSON text: where one ends, whether it can stay as it is written, and what each edition makes of one that cannot.
 *
 * jsonb keeps a number as numeric, digit by digit. Edition 2025 keeps the digits too; in edition 2026 every number passes through a
 * double, as in the Go ETL.
 */

/** Python refuses an integer literal of more digits, so a text that holds one is not JSON to it; to Go it is beyond a double. */
const integerDigitsLimit = 4300;

/** A decimal number of so many digits comes back from a double as it went in. */
const exactDigits = 15;

/** That holds for numbers from 1e-290 to 1e300; nearer to the ends of the range a double loses digits, or is an infinity or zero. */
const smallestExactExponent = -275;
const largestExactMagnitude = 300;

/**
 * Postgres prints 1e130000 as 130,001 digits, so 100 kB of such numbers as more than one string can hold: an exponent beyond 400,
 * either way, is not given to it, nor more digits after the point than its numeric has.
 */
const exponentLimit = 400;
const scaleLimit = 16383;

/**
 * What stands in edition 2025 for NaN, for an infinity, and for a number that is one as a double: larger than every double and so
 * beyond every column (see em.is_finite).
 */
const notFinite = "1e309";

const plus = 0x2b;
const minus = 0x2d;
const point = 0x2e;
const digit0 = 0x30;
const digit9 = 0x39;
const letterE = 0x65;

/** A number in a text. */
export interface ScannedNumber {
  /** The position after its last character. */
  readonly end: number;
  /** Whether every edition reads it as it is written. If not, see as2025 and as2026. */
  readonly plain: boolean;
}

/**
 * Finds the end of a number and judges whether it can stay as it is written.
 *
 * @param text the text
 * @param start where its sign or first digit stands
 * @returns the number; undefined if it is not one, or an integer of more than 4,300 digits
 */
export function scanNumber(text: string, start: number): ScannedNumber | undefined {
  const integerStart = text.charCodeAt(start) === minus ? start + 1 : start;
  const integerEnd = skipDigits(text, integerStart);
  const integerDigits = integerEnd - integerStart;
  if (integerDigits === 0) {
    return undefined;
  }
  if (integerDigits > 1 && text.charCodeAt(integerStart) === digit0) {
    return undefined;
  }

  let end = integerEnd;
  let fractionDigits = 0;
  if (text.charCodeAt(end) === point) {
    const fractionStart = end + 1;
    end = skipDigits(text, fractionStart);
    fractionDigits = end - fractionStart;
    if (fractionDigits === 0) {
      return undefined;
    }
  }

  let exponent = 0;
  if ((text.charCodeAt(end) | 0x20) === letterE) {
    const sign = text.charCodeAt(end + 1);
    const exponentStart = sign === plus || sign === minus ? end + 2 : end + 1;
    end = skipDigits(text, exponentStart);
    if (end === exponentStart) {
      return undefined;
    }
    exponent = Number(text.slice(exponentStart, end));
    if (sign === minus) {
      exponent = -exponent;
    }
  }

  if (end === integerEnd && integerDigits > integerDigitsLimit) {
    return undefined;
  }
  const plain =
    integerDigits + fractionDigits <= exactDigits &&
    exponent >= smallestExactExponent &&
    integerDigits + exponent <= largestExactMagnitude;
  return { end, plain };
}

function skipDigits(text: string, from: number): number {
  let position = from;
  for (;;) {
    const code = text.charCodeAt(position);
    if (!(code >= digit0 && code <= digit9)) {
      return position;
    }
    position++;
  }
}

/** Whether a number is written without fraction and exponent: an integer to Python, of any size; every other is a double. */
export function isIntegerLiteral(token: string): boolean {
  return /^-?[0-9]+$/.test(token);
}

/**
 * A number as edition 2026 reads it: the double nearest to it, in the shortest digits that mean it. Go's encoding/json writes the
 * same, since its rule is JavaScript's.
 *
 * @param token a JSON number that is finite as a double
 */
export function as2026(token: string): string {
  return String(Number(token));
}

/**
 * A number as edition 2025 reads it: as it is written, unless Postgres could not be given that. Then what Python makes of it: zero,
 * or a number that is not finite, for which one stands that is larger than every double.
 *
 * @param token a JSON number, or NaN, Infinity or -Infinity
 */
export function as2025(token: string): string {
  if (isIntegerLiteral(token)) {
    return token;
  }
  const double = Number(token);
  if (!Number.isFinite(double)) {
    return double < 0 ? `-${notFinite}` : notFinite;
  }
  const [, fraction = "", exponent = "0"] = /^-?[0-9]+(?:\.([0-9]+))?(?:[eE]([-+]?[0-9]+))?$/.exec(token) ?? [];
  const places = fraction.length - Math.min(Number(exponent), 0);
  return Math.abs(Number(exponent)) <= exponentLimit && places <= scaleLimit ? token : String(double);
}
