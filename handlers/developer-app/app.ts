import {
  active,
  choose,
  current,
  type Expression,
  ensure,
  eq,
  gt,
  insertEach,
  isNotNull,
  type Metadata,
  members,
  type Row,
  reject,
  removeAll,
  resultsOf,
  sqlFunction,
  type Transaction,
  text,
  type,
  whenever,
} from "#spec";
import { developer_apps, oauth_redirect_uris } from "#tables";
import { length, lower } from "../common/text.ts";
import * as values from "../common/values.ts";
import { textMember } from "../common/values.ts";

const isHostAddress = sqlFunction("em.is_host_address", [type.nullable(type.text)], type.boolean);
const redirectUris = sqlFunction("em.redirect_uris", [type.nullable(type.json)], type.nullable(type.texts));
const unnest = sqlFunction("unnest", [type.nullable(type.texts)], type.text);

/** The longest address of an app, in characters: that of the column by which redirect addresses belong to it. */
const longestAddress = 255;
const longestName = 50;
const longestDescription = 160;

const stored = members({ address: values.text, name: values.text, description: values.text, image_url: values.text });

/** The address of the app, in lower case; NULL where the metadata does not name one. */
export function addressOf(metadata: Metadata): Expression<string | null> {
  return lower(textMember(metadata, "address"));
}

/** An address has at most 255 characters. */
export function addressFits(address: Expression<string | null>) {
  return reject(
    gt(length(address), longestAddress),
    "address_too_long",
    text`the address is longer than ${longestAddress} characters`,
  );
}

/** An app has a name of 1 to 50 characters, and a description of at most 160. */
export function descriptionValid(metadata: Metadata) {
  const name = textMember(metadata, "name");
  return [
    ensure(isNotNull(name), "name_missing", "a developer app needs a name"),
    reject(gt(length(name), longestName), "name_too_long", text`the name is longer than ${longestName} characters`),
    reject(
      gt(length(textMember(metadata, "description")), longestDescription),
      "description_too_long",
      text`the description is longer than ${longestDescription} characters`,
    ),
  ];
}

/** What is stored of the metadata can be stored. */
export function storable(tx: Transaction, metadata: Metadata) {
  return [
    stored.wellTyped(metadata),
    reject(
      values.hasNul(metadata.get("redirect_uris"), tx.nul),
      "invalid_redirect_uris",
      "an address of redirect_uris holds U+0000",
    ),
  ];
}

/** What an app says of itself. An image_url that is not the address of a host is passed over. */
export function descriptionOf(metadata: Metadata) {
  const { description, image_url } = stored.of(metadata);
  return { description, image_url: choose(isHostAddress(image_url), image_url, null) };
}

/** The app that the metadata names. */
export function appOf(address: Expression<string | null>): Row<"developer_apps"> {
  return current(developer_apps, { address });
}

/** The app that the metadata names is there, not deleted, and the user's own. */
export function ownApp(tx: Transaction, address: Expression<string | null>, app: Row<"developer_apps">) {
  return [
    ensure(isNotNull(address), "address_missing", "the metadata names no developer app"),
    ensure(active(app), "developer_app_missing", text`developer app ${address} does not exist, or is deleted`),
    ensure(
      eq<number | null>(app.user_id, tx.user_id),
      "developer_app_not_own",
      text`developer app ${address} is not user ${tx.user_id}'s`,
    ),
  ];
}

/** The addresses to which the app may send users back: the first 50 that the metadata lists; a list that does not count is NULL. */
export function redirectUrisOf(metadata: Metadata): Expression<string[] | null> {
  return redirectUris(metadata.get("redirect_uris"));
}

/** The addresses take the place of those that the app had. */
export function replaceRedirectUris(client_id: Expression<string>, redirect_uris: Expression<string[] | null>) {
  return whenever(isNotNull(redirect_uris), [
    removeAll(oauth_redirect_uris, { client_id }),
    insertEach(oauth_redirect_uris, resultsOf(unnest(redirect_uris)), (redirect_uri) => ({ client_id, redirect_uri })),
  ]);
}
