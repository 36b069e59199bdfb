import {
  and,
  anyMatch,
  anyRow,
  coalesce,
  current,
  ensure,
  envelope,
  eq,
  ge,
  handler,
  insert,
  isNotNull,
  isOneOf,
  kindOf,
  le,
  members,
  ne,
  not,
  read,
  reader,
  reject,
  text,
  value,
} from "#spec";
import { reactions, user_tips, users } from "#tables";
import { contentsFetchable } from "../common/contents.ts";
import { pythonNumber } from "../common/json.ts";
import { signedForUser } from "../common/signer.ts";

/**
 * The tip, by the signature of its Solana transaction, and the reaction, by its number: a fraction is compared as it is, and
 * rounded where it is stored.
 */
const tipReaction = members({
  reacted_to: reader(read.text, { refusesNul: true }),
  reaction_value: reader(read.anyInteger, { wrong: (json) => not(isOneOf(kindOf(json), ["number", "null"])) }),
});

/**
 * A user reacts to a tip that they received, with one of four reactions. Each reaction is noted, also a second one to the same
 * tip. It must be signed for the user as everything else (S7).
 */
export const tipUpdate = handler({
  entity: "Tip",
  action: "Update",
  metadata: envelope(),
  reads: ({ tx, metadata }) => {
    const { reacted_to, reaction_value } = tipReaction.of(metadata);
    const tip = anyRow(user_tips, { signature: reacted_to, receiver_user_id: tx.user_id });
    const sender = current(users, { user_id: tip.sender_user_id });
    return {
      reaction_value: value(coalesce(reaction_value, 0)),
      given_value: value(pythonNumber(metadata.get("reaction_value"))),
      tip,
      sender,
      sender_wallet: value(coalesce(sender.wallet, "")),
    };
  },
  rules: ({ tx, metadata, given_value, tip, sender, sender_wallet }) => {
    const { reacted_to } = tipReaction.of(metadata);
    return [
      signedForUser(tx),
      tipReaction.wellTyped(metadata),
      ensure(isNotNull(reacted_to), "reacted_to_missing", "a reaction needs reacted_to, the signature of a tip"),
      ensure(
        and(ge(given_value, 1), le(given_value, 4)),
        "reaction_value_unknown",
        "a reaction needs a reaction_value from 1 to 4",
      ),
      ensure(tip, "tip_missing", text`user ${tx.user_id} received no tip ${reacted_to}`),
      reject(
        anyMatch(user_tips, (other) =>
          and(
            eq(other.signature, tip.signature),
            eq(other.receiver_user_id, tip.receiver_user_id),
            ne(other.slot, tip.slot),
          ),
        ),
        "tip_not_unique",
        text`user ${tx.user_id} received several tips ${reacted_to}`,
      ),
      ensure(sender, "tip_sender_missing", text`user ${tip.sender_user_id}, who sent the tip, does not exist`),
      ensure(
        ne(sender_wallet, ""),
        "tip_sender_without_wallet",
        text`user ${tip.sender_user_id}, who sent the tip, has no wallet`,
      ),
      contentsFetchable(metadata),
    ];
  },
  writes: ({ block, reaction_value, tip, sender_wallet }) => [
    insert(reactions, {
      reacted_to: tip.signature,
      reaction_value,
      sender_wallet,
      reaction_type: "tip",
      timestamp: block.time,
    }),
  ],
});
