/**
 * Lists what there is of something, and counts what is left out: "a, b, and 3 more".
 * @param items those that may be named
 * @param count how many there are in all
 * @param most name no more than so many of the items
 */
export function listed(items: readonly string[], count = items.length, most = items.length): string {
  const named = items.slice(0, most);
  const rest = count - named.length;
  return `${named.join(", ")}${rest > 0 ? `, and ${rest} more` : ""}`;
}
