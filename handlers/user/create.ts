import {
  and,
  anyCase,
  anyMatch,
  choose,
  current,
  ensure,
  exists,
  fitsInteger,
  handler,
  hasMember,
  hasMetadata,
  insert,
  isJsonNull,
  isNull,
  isObject,
  jsonLiteral,
  lt,
  memberOf,
  metadataFrom,
  not,
  or,
  rawJson,
  read,
  reject,
  type Transaction,
  text,
  value,
  when,
} from "#spec";
import { developer_apps, users } from "#tables";
import { lower } from "../common/text.ts";
import { eventsOf, noteEvents, referrerValid } from "./events.ts";
import { userFields } from "./fields.ts";
import { lastPayoutWalletOf, notePayoutWallet, payoutWalletValid } from "./payout-wallet.ts";
import { artistPickOwn, bioShort, firstHandle } from "./rules.ts";

/** Users of the chain have ids from here on. */
const firstUserId = 3_000_000;

/** Whether the metadata is an envelope, which a sign-up may lack. */
function isEnvelope(tx: Transaction) {
  return and(hasMember(tx.json, "cid"), hasMember(tx.json, "data"));
}

/**
 * Somebody becomes a user; the signer's wallet is theirs from now on. With an envelope as metadata they come with handle,
 * name and profile; with metadata that is none (but not empty) they start without, and bring handle and name with their
 * first Update.
 */
export const userCreate = handler({
  entity: "User",
  action: "Create",
  metadata: rawJson,
  reads: ({ tx }) => {
    const data = value(choose(isEnvelope(tx), memberOf(tx.json, "data"), null));
    const has_profile = value(isObject(data));
    const profile = value(choose(has_profile, data, jsonLiteral({})));
    const wallet = value(lower(tx.signer));
    return {
      data,
      has_profile,
      profile,
      wallet,
      account: current(users, { user_id: tx.user_id }),
      app: current(developer_apps, { address: anyCase(wallet) }),
      known_events: eventsOf(tx.user_id),
      last_payout: lastPayoutWalletOf(tx.user_id),
    };
  },
  rules: ({ tx, data, has_profile, profile, wallet, account, app, known_events }) => {
    const metadata = metadataFrom(profile);
    return [
      bioShort(metadata),
      reject(exists(account), "user_exists", text`user ${tx.user_id} exists`),
      reject(
        lt(tx.user_id, firstUserId),
        "user_id_below_offset",
        text`user ${tx.user_id} is below the first id of a user`,
      ),
      ensure(fitsInteger(tx.user_id), "user_id_out_of_range", text`user ${tx.user_id} is beyond the last id of a user`),
      reject(exists(app), "signer_is_app", text`developer app ${wallet} cannot become a user`),
      reject(anyMatch(users, { wallet }), "wallet_taken", text`wallet ${wallet} belongs to a user`),
      reject(not(hasMetadata), "metadata_missing", "metadata is required"),
      ensure(
        or(isNull(data), has_profile, isJsonNull(data)),
        "metadata_data_not_object",
        "the metadata's data is not a JSON object",
      ),
      when(has_profile, [
        ...firstHandle(metadata),
        artistPickOwn(metadata, tx.user_id),
        payoutWalletValid(metadata),
        referrerValid(metadata, known_events),
        userFields.wellTyped(metadata, "Create"),
      ]),
    ];
  },
  writes: ({ tx, block, profile, wallet, known_events, last_payout }) => {
    const metadata = metadataFrom(profile);
    return [
      insert(users, {
        ...userFields.onCreate(metadata),
        user_id: tx.user_id,
        wallet,
        handle: read.text.read(metadata.get("handle")),
        handle_lc: lower(read.text.read(metadata.get("handle"))),
        is_storage_v2: true,
      }),
      noteEvents(metadata, known_events, tx.user_id),
      notePayoutWallet(metadata, last_payout, tx.user_id, block),
    ];
  },
});
