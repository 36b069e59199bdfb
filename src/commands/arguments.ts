import { InvalidArgumentError } from "@commander-js/extra-typings";

/**
 * Reads a number of the command line.
 * @throws InvalidArgumentError where it is not a whole number from 1 to 2147483647
 */
export function wholeNumber(text: string): number {
  return numberOf(text, "a whole number");
}

/**
 * Reads the height of a block of the command line.
 * @throws InvalidArgumentError where it is not one
 */
export function height(text: string): number {
  return numberOf(text, "a height, a whole number");
}

function numberOf(text: string, what: string): number {
  const value = Number(text);
  if (!/^\d{1,10}$/.test(text) || value < 1 || value > 2_147_483_647) {
    throw new InvalidArgumentError(`It must be ${what} from 1 to 2147483647.`);
  }
  return value;
}
