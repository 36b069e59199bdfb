import { current, ensure, envelope, exists, handler, insert, isString, not, shown, value, when, whenever } from "#spec";
import { encrypted_emails } from "#tables";
import { givenText } from "../common/given.ts";
import { truthy } from "../common/json.ts";
import {
  grantAccess,
  grantKeysValid,
  grantsListed,
  grantUsersValid,
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
  rules: ({ metadata, owner, email }) => {
    const encrypted_email = metadata.get("encrypted_email");
    return [
      ownerNamed(metadata),
      ensure(truthy(encrypted_email), "encrypted_email_missing", "the metadata has no encrypted_email"),
      ...grantsListed(metadata),
      ownerValid(owner),
      when(not(exists(email)), [
        ensure(isString(encrypted_email), "invalid_encrypted_email", "the encrypted_email is not a string"),
        grantUsersValid(metadata),
        grantKeysValid(metadata, owner),
      ]),
    ];
  },
  writes: ({ metadata, owner, email }) => [
    whenever(not(exists(email)), [
      grantAccess(metadata, shown(owner)),
      insert(encrypted_emails, {
        email_owner_user_id: shown(owner),
        encrypted_email: givenText(metadata.get("encrypted_email")),
      }),
    ]),
  ],
});
