/** How the page says figures. */
const whole = new Intl.NumberFormat("en-US");

/** A count: "61,200". */
export function count(value: number): string {
  return whole.format(Math.round(value));
}

/** A rate: "412", "1.0". */
export function rate(value: number): string {
  return value >= 100 ? count(value) : value.toFixed(1);
}

/** A share: "41 %". */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** A moment: "2026-11-26 14:05:09 UTC". */
export function moment(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** A hash or wallet in a table, where its beginning will do. */
export function short(hash: string): string {
  return hash.length > 14 ? `${hash.slice(0, 10)}…` : hash;
}

/** A sentence that begins one: with a capital letter. */
export function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
