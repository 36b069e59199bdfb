import {
  current,
  ensure,
  exists,
  handler,
  insert,
  isNotNull,
  members,
  not,
  openMetadata,
  shown,
  value,
  whenever,
} from "#spec";
import { encrypted_emails } from "#tables";
import * as values from "../common/values.ts";
import { grantAccess, grantsListed, ownerNamed, ownerOf } from "./rules.ts";

const stored = members({ encrypted_email: values.filledText });

/**
 * A user's email, encrypted, is kept, with the keys by which others may read it. An email that is there already stays as it is, and
 * nobody is given access then. Nobody checks who signs, nor whether any of these users exist.
 */
export const encryptedEmailAddEmail = handler({
  entity: "EncryptedEmail",
  action: "AddEmail",
  metadata: openMetadata,
  reads: ({ metadata }) => {
    const owner = value(ownerOf(metadata));
    return { owner, email: current(encrypted_emails, { email_owner_user_id: owner }) };
  },
  rules: ({ tx, metadata, owner }) => [
    ...ownerNamed(owner),
    ensure(
      isNotNull(stored.of(metadata).encrypted_email),
      "encrypted_email_missing",
      "the metadata has no encrypted_email",
    ),
    ...grantsListed(tx, metadata),
    stored.wellTyped(metadata),
  ],
  writes: ({ metadata, owner, email }) => [
    whenever(not(exists(email)), [
      insert(encrypted_emails, {
        email_owner_user_id: shown(owner),
        encrypted_email: shown(stored.of(metadata).encrypted_email),
      }),
      grantAccess(metadata, owner),
    ]),
  ],
});
