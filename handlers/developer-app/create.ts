import {
  and,
  anyCase,
  anyMatch,
  anyRow,
  current,
  ensure,
  eq,
  exists,
  ge,
  handler,
  insert,
  isNotNull,
  isObject,
  isString,
  kindOf,
  memberOf,
  metadataFrom,
  ne,
  rawJson,
  read,
  recoveredAddress,
  reject,
  sqlFunction,
  text,
  type,
  value,
} from "#spec";
import { developer_apps, users } from "#tables";
import { accountWithWallet } from "../common/account.ts";
import { addressValid, givenText, objectOrNone, textMember } from "../common/given.ts";
import { truthy } from "../common/json.ts";
import { endsInTime, isTimeNear, startsWith, wordFromEnd } from "../common/signed-message.ts";
import { signedForUser } from "../common/signer.ts";
import { lower, storedLower } from "../common/text.ts";
import { descriptionOf, descriptionValid, imageUrlIn, imageUrlOf, imageUrlValid, nameValid } from "./rules.ts";

const activeApps = sqlFunction("em.active_developer_apps", [type.bigint], type.bigint);

/** A user has at most this many apps that are not deleted. */
const mostApps = 5;
/** The app's signature is less than 6 hours older or newer than the block. */
const signatureSeconds = 6 * 60 * 60;

/**
 * A user registers a developer app. The app proves by a signature of its own, less than 6 hours from the block's time in
 * either direction, that it has its key; its address is the one that the signature recovers to, and not what the metadata
 * says. No two apps ever share an address, deleted apps included, and no app has the wallet of a user. A user has at most 5
 * apps. An image_url that is no address of a host is passed over.
 */
export const developerAppCreate = handler({
  entity: "DeveloperApp",
  action: "Create",
  metadata: rawJson,
  reads: ({ tx, metadata }) => {
    const app_signature = metadata.get("app_signature");
    const message = value(textMember(metadataFrom(app_signature), "message"));
    const address = value(
      lower(
        recoveredAddress({
          name: "app",
          message: { path: ["app_signature", "message"] },
          signature: ["app_signature", "signature"],
        }),
      ),
    );
    return {
      account: current(users, { user_id: tx.user_id }),
      message,
      address,
      image_url: value(imageUrlIn(metadata)),
      existing: anyRow(developer_apps, { address: anyCase(address) }),
    };
  },
  rules: ({ tx, block, metadata, account, message, address, image_url, existing }) => {
    const app_signature = metadata.get("app_signature");
    const is_personal_access = metadata.get("is_personal_access");
    return [
      objectOrNone(tx),
      addressValid(metadata, "address", tx),
      ...accountWithWallet(tx, account),
      signedForUser(tx),
      ensure(truthy(app_signature), "app_signature_missing", "the app's signature is missing"),
      ensure(isObject(app_signature), "app_signature_not_object", "the app's signature is not a JSON object"),
      ensure(isString(memberOf(app_signature, "message")), "app_message_missing", "the app's signature has no message"),
      ensure(
        startsWith(message, "Creating Audius developer app at "),
        "app_message_wrong",
        "the app's message is not that by which an app is created",
      ),
      ensure(endsInTime(message), "app_message_without_time", "the app's message does not end in a time"),
      ensure(
        isTimeNear(wordFromEnd(message, 1), block.time, signatureSeconds),
        "app_signature_expired",
        text`the app's signature is ${signatureSeconds} seconds or more from the block's time`,
      ),
      ensure(isNotNull(address), "app_signature_invalid", "no address recovers from the app's signature"),
      reject(exists(existing), "developer_app_exists", text`developer app ${address} exists`),
      reject(
        anyMatch(users, (user) => and(eq(storedLower(user.wallet), address), user.is_current)),
        "address_is_wallet",
        text`${address} is the wallet of a user`,
      ),
      ...nameValid(metadata),
      reject(
        and(ne(kindOf(is_personal_access), "null"), ne(kindOf(is_personal_access), "boolean")),
        "invalid_is_personal_access",
        "is_personal_access is not a boolean",
      ),
      ...descriptionValid(metadata),
      ...imageUrlValid(metadata, image_url),
      reject(
        ge(activeApps(tx.user_id), mostApps),
        "too_many_developer_apps",
        text`user ${tx.user_id} has ${mostApps} developer apps already`,
      ),
    ];
  },
  writes: ({ tx, metadata, address, image_url }) => [
    insert(developer_apps, {
      address,
      user_id: tx.user_id,
      name: givenText(metadata.get("name")),
      description: descriptionOf(metadata),
      image_url: imageUrlOf(metadata, image_url),
      is_personal_access: read.checkedFlag.read(metadata.get("is_personal_access")),
    }),
  ],
});
