import {
  anyMatch,
  type Expression,
  ensure,
  gt,
  isNotNull,
  isOneOf,
  type Metadata,
  reject,
  sqlFunction,
  text,
  type,
  when,
} from "#spec";
import { users } from "#tables";
import { length } from "../common/text.ts";
import { textMember } from "../common/values.ts";

const isHandle = sqlFunction("em.is_handle", [type.nullable(type.text)], type.boolean);

const longestBio = 256;
const longestHandle = 30;
const longestName = 32;

/** Words that no handle may be: the application has pages of these names. */
const reservedHandles = [
  "admin api app audius blog contact dashboard dev developer docs download explore faq feed help home",
  "jobs legal library login logout manage media music news notifications oauth playlist playlists",
  "premium press privacy profile register search settings signup status support terms track tracks",
  "trending upload user users verify",
].flatMap((line) => line.split(" "));

/**
 * What a profile may be: a bio of up to 256 characters, a handle of up to 30, of a to z, 0 to 9, _ and full stop, that is not a reserved
 * word, and a name of up to 32. All of it may be left out.
 * @param handle_lc the handle in lower case
 */
export function profileValid(metadata: Metadata, handle_lc: Expression<string | null>) {
  return [
    reject(
      gt(length(textMember(metadata, "bio")), longestBio),
      "bio_too_long",
      text`the bio is longer than ${longestBio} characters`,
    ),
    when(isNotNull(handle_lc), [
      ensure(
        isHandle(handle_lc),
        "handle_characters",
        text`handle ${handle_lc} has other characters than a-z, 0-9, _ and .`,
      ),
      reject(
        gt(length(handle_lc), longestHandle),
        "handle_too_long",
        text`handle ${handle_lc} is longer than ${longestHandle} characters`,
      ),
      reject(
        isOneOf<string | null>(handle_lc, reservedHandles),
        "handle_reserved",
        text`handle ${handle_lc} is a reserved word`,
      ),
    ]),
    reject(
      gt(length(textMember(metadata, "name")), longestName),
      "name_too_long",
      text`the name is longer than ${longestName} characters`,
    ),
  ];
}

/** No user has the handle now, in whatever case. */
export function handleFree(handle_lc: Expression<string | null>) {
  return reject(anyMatch(users, { handle_lc, is_current: true }), "handle_taken", text`handle ${handle_lc} is taken`);
}
