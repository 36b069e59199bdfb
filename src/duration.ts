/** A duration in seconds as people say it: "2 d 3 h", "4 min 5 s", "6 s". */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  const units = [
    ["d", 86_400],
    ["h", 3600],
    ["min", 60],
    ["s", 1],
  ] as const;
  const first = units.findIndex(([, size]) => whole >= size);
  if (first === -1) {
    return "0 s";
  }
  let rest = whole;
  return units
    .slice(first, first + 2)
    .map(([unit, size]) => {
      const amount = Math.floor(rest / size);
      rest -= amount * size;
      return { amount, text: `${amount} ${unit}` };
    })
    .filter(({ amount }, index) => index === 0 || amount > 0)
    .map(({ text }) => text)
    .join(" ");
}
