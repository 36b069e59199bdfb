/**
 * Plain strings on their way into Postgres, whose text holds neither U+0000 nor an unpaired surrogate.
 */

const unholdable = /[\0\p{Surrogate}]/gu;

const loneSurrogate = /\p{Surrogate}/u;

/**
 * Removes what Postgres text cannot hold: U+0000 and lone surrogates (decisions.md, D5 in detail).
 *
 * @param text any string, of any length
 * @returns the text without them; the same string if there was nothing to remove
 */
export function cleanText(text: string): string {
  return text.replace(unholdable, "");
}

/**
 * Like cleanText, for a string that is compared or looked up (entity type, action, signer, hash). What Postgres cannot
 * hold becomes U+FFFD: were it removed, "User" with a stray U+0000 would turn into the "User" that a handler claims.
 *
 * @param name any string
 * @returns the name with U+FFFD in place of each such character; the same string if there was none
 */
export function cleanName(name: string): string {
  return name.replace(unholdable, "\ufffd");
}

/**
 * Tells whether a string holds a surrogate that is not half of a pair, so that it has no UTF-8 form.
 *
 * @param text any string
 */
export function hasLoneSurrogate(text: string): boolean {
  return loneSurrogate.test(text);
}

/**
 * A string as JSON that `::jsonb` takes, cleaned by cleanText.
 *
 * @param text any string
 */
export function textJson(text: string): string {
  const json = JSON.stringify(text);
  return mayNeedCleaning(json) ? JSON.stringify(cleanText(text)) : json;
}

/**
 * A string as JSON that `::jsonb` takes, cleaned by cleanName.
 *
 * @param name any string
 */
export function nameJson(name: string): string {
  const json = JSON.stringify(name);
  return mayNeedCleaning(json) ? JSON.stringify(cleanName(name)) : json;
}

/** JSON.stringify writes both U+0000 and lone surrogates as \uXXXX; to look for that is quicker than to look at each character. */
function mayNeedCleaning(json: string): boolean {
  return json.includes("\\u");
}
