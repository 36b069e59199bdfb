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

const units = [
  ["d", 86_400],
  ["h", 3600],
  ["min", 60],
  ["s", 1],
] as const;

/** A duration in seconds by its two greatest units: "2 d 3 h", "4 min 5 s". */
export function duration(seconds: number): string {
  let rest = Math.max(0, Math.round(seconds));
  const first = units.findIndex(([, size]) => rest >= size);
  const words = units.slice(first === -1 ? units.length - 1 : first).map(([unit, size]) => {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    return { amount, text: `${amount} ${unit}` };
  });
  return words
    .slice(0, 2)
    .filter(({ amount }, index) => index === 0 || amount > 0)
    .map(({ text }) => text)
    .join(" ");
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
