import {
  active,
  anyMatch,
  coalesce,
  ensure,
  eq,
  handler,
  isNotNull,
  isObject,
  openMetadata,
  recoveredAddress,
  reject,
  shown,
  text,
  upsert,
  value,
  when,
} from "#spec";
import { users } from "#tables";
import { isRecent, messageOf, startsWith } from "../common/signed-message.ts";
import { signedForUser } from "../common/signer.ts";
import { lower } from "../common/text.ts";
import { flagMember, textMember } from "../common/values.ts";
import {
  addressFits,
  addressOf,
  appOf,
  descriptionOf,
  descriptionValid,
  redirectUrisOf,
  replaceRedirectUris,
  storable,
} from "./app.ts";

/** The app's signature is less than 6 hours older or newer than the block. */
const signatureSeconds = 6 * 60 * 60;

/**
 * A user registers a developer app under an address that is neither another app's nor a user's wallet; that of a deleted app may be
 * taken again, by anybody. The app need not prove that it has the key of its address, but an app_signature that is given must fit: it is
 * by that address, says that an app is created, and is less than 6 hours from the block's time in either direction.
 */
export const developerAppCreate = handler({
  entity: "DeveloperApp",
  action: "Create",
  metadata: openMetadata,
  reads: ({ tx, metadata }) => {
    const address = value(addressOf(metadata));
    return {
      address,
      message: value(messageOf(tx, metadata.get("app_signature"))),
      app: appOf(address),
      redirect_uris: value(redirectUrisOf(metadata)),
    };
  },
  rules: ({ tx, block, metadata, address, message, app }) => {
    const signing_address = recoveredAddress({
      name: "app_signature",
      message: { path: ["app_signature", "message"] },
      signature: ["app_signature", "signature"],
    });
    return [
      ...descriptionValid(metadata),
      signedForUser(tx),
      ensure(isNotNull(address), "address_missing", "the metadata names no developer app"),
      addressFits(address),
      when(isObject(metadata.get("app_signature")), [
        ensure(
          startsWith(message, "Creating Audius developer app at "),
          "app_message_wrong",
          "the app's message is not that by which an app is created",
        ),
        ensure(
          isRecent(message, block, signatureSeconds),
          "app_signature_expired",
          text`the app's message does not end in a time less than ${signatureSeconds} seconds from the block's`,
        ),
        ensure(
          eq<string | null>(lower(signing_address), address),
          "app_signature_invalid",
          text`the app_signature is not by ${address}`,
        ),
      ]),
      reject(active(app), "developer_app_exists", text`developer app ${address} exists`),
      reject(anyMatch(users, { wallet: address }), "address_is_wallet", text`${address} is the wallet of a user`),
      ...storable(tx, metadata),
    ];
  },
  writes: ({ tx, block, metadata, address, app, redirect_uris }) => [
    upsert(app, {
      address: shown(address),
      user_id: tx.user_id,
      name: shown(textMember(metadata, "name")),
      ...descriptionOf(metadata),
      is_personal_access: coalesce<boolean>(flagMember(metadata, "is_personal_access"), false),
      is_delete: false,
      created_at: block.time,
    }),
    replaceRedirectUris(shown(address), redirect_uris),
  ],
});
