import {
  and,
  choose,
  type Expression,
  ensure,
  eq,
  gt,
  isNotNull,
  isString,
  kindOf,
  type Metadata,
  ne,
  not,
  type Row,
  read,
  reject,
  sqlFunction,
  type Transaction,
  text,
  type,
} from "#spec";
import { textMember } from "../common/given.ts";
import { truthy } from "../common/json.ts";
import { length } from "../common/text.ts";

const isFqdn = sqlFunction("em.is_fqdn", [type.nullable(type.text)], type.boolean);

const longestName = 50;
const longestDescription = 160;
const longestImageUrl = 2000;

/** The app that the metadata names exists, deleted or not, and is the user's own. */
export function ownApp(tx: Transaction, address: Expression<string | null>, app: Row<"developer_apps">) {
  return [
    ensure(isNotNull(address), "address_missing", "the metadata names no developer app"),
    ensure(app, "developer_app_missing", text`developer app ${address} does not exist`),
    ensure(
      eq(app.user_id, tx.user_id),
      "developer_app_not_own",
      text`developer app ${address} is not user ${tx.user_id}'s`,
    ),
  ];
}

/** A name has 1 to 50 characters. */
export function nameValid(metadata: Metadata) {
  const name = metadata.get("name");
  return [
    ensure(truthy(name), "name_missing", "a developer app needs a name"),
    ensure(isString(name), "name_not_text", "the name is not a string"),
    reject(
      gt(length(textMember(metadata, "name")), longestName),
      "name_too_long",
      text`the name is longer than ${longestName} characters`,
    ),
  ];
}

/** A description has at most 160 characters. */
export function descriptionValid(metadata: Metadata) {
  const description = metadata.get("description");
  return [
    reject(
      and(ne(kindOf(description), "null"), ne(kindOf(description), "string")),
      "description_not_text",
      "the description is not a string",
    ),
    reject(
      gt(length(textMember(metadata, "description")), longestDescription),
      "description_too_long",
      text`the description is longer than ${longestDescription} characters`,
    ),
  ];
}

/** The image_url, where it is the address of a host; any other text is passed over, however long. */
export function imageUrlIn(metadata: Metadata): Expression<string | null> {
  const given = textMember(metadata, "image_url");
  return choose(isFqdn(given), given, null);
}

/** An image_url has at most 2000 characters. */
export function imageUrlValid(metadata: Metadata, image_url: Expression<string | null>) {
  const given = metadata.get("image_url");
  return [
    reject(and(truthy(given), not(isString(given))), "image_url_not_text", "the image_url is not a string"),
    reject(
      gt(length(image_url), longestImageUrl),
      "image_url_too_long",
      text`the image_url is longer than ${longestImageUrl} characters`,
    ),
  ];
}

/** The description to store; none where it is empty. */
export function descriptionOf(metadata: Metadata): Expression<string | null> {
  const description = metadata.get("description");
  return choose(truthy(description), read.text.read(description), null);
}

/** The image_url to store; none where it is passed over. */
export function imageUrlOf(metadata: Metadata, image_url: Expression<string | null>): Expression<string | null> {
  return choose(isNotNull(image_url), read.text.read(metadata.get("image_url")), null);
}
