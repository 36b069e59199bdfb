import {
  and,
  current,
  ensure,
  envelope,
  exists,
  handler,
  insert,
  isNull,
  not,
  read,
  reject,
  shown,
  text,
  value,
  when,
  whenever,
} from "#spec";
import { encrypted_emails } from "#tables";
import { comparedInteger, truthy } from "../common/json.ts";
import { isAnyText } from "../common/text.ts";
import {
  givenOwner,
  grantAccess,
  grantsListed,
  grantUsersValid,
  newGrantsValid,
  ownerNamed,
  ownerOf,
  ownerValid,
} from "./rules.ts";

/** The members of the metadata, none of which has a default. */
const members = { email_owner_user_id: null, encrypted_email: null, access_grants: null };

/**
 * A user's email, encrypted, is kept, with the keys by which others may read it. An email that is there already stays as it
 * is, and nobody is given access then. Nobody checks who signs: whoever it is may add the email of any user, who need not
 * exist.
 */
export const encryptedEmailAddEmail = handler({
  entity: "EncryptedEmail",
  action: "AddEmail",
  metadata: envelope(members),
  reads: ({ metadata }) => {
    const owner = value(ownerOf(metadata));
    return { owner, email: current(encrypted_emails, { email_owner_user_id: owner }) };
  },
  rules: ({ tx, metadata, owner, email }) => {
    const encrypted_email = metadata.get("encrypted_email");
    return [
      ownerNamed(metadata),
      ensure(truthy(encrypted_email), "encrypted_email_missing", "the metadata has no encrypted_email"),
      ...grantsListed(metadata),
      ownerValid(owner),
      reject(
        and(exists(email), isNull(comparedInteger(givenOwner(metadata)))),
        "email_exists",
        text`user ${owner} has an email, which is not found by ${givenOwner(metadata)}`,
      ),
      when(not(exists(email)), [
        ensure(
          isAnyText(encrypted_email, tx.nul),
          "invalid_encrypted_email",
          "the encrypted_email cannot be stored as text",
        ),
        grantUsersValid(metadata),
        ...newGrantsValid(tx, metadata),
      ]),
    ];
  },
  writes: ({ metadata, owner, email }) => [
    whenever(not(exists(email)), [
      grantAccess(metadata),
      insert(encrypted_emails, {
        email_owner_user_id: shown(owner),
        encrypted_email: shown(read.anyText.read(metadata.get("encrypted_email"))),
      }),
    ]),
  ],
});
