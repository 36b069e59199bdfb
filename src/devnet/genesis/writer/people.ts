import { type MigrationEntry, omitEmpty, omitNull } from "../entry.ts";
import type { SourceEmail, SourceEmailAccess } from "../source/emails.ts";
import type { SourceFollow, SourceMute } from "../source/social.ts";
import type { SourceAssociatedWallet, SourceDashboardWallet, SourceUser } from "../source/users.ts";
import { rfc3339, type TimeText } from "../time.ts";

/** Gives the address that signs for a user. */
export type SignerOf = (userId: number) => string;

/** The metadata of a relation: since when, and whether it was taken back. */
export function since({ created_at, is_delete }: { created_at: TimeText; is_delete: boolean }): object {
  return { created_at: rfc3339(created_at), is_delete };
}

/** A user, with all that the profile says. */
export function userEntry(user: SourceUser, signerOf: SignerOf): MigrationEntry {
  return {
    kind: "migration",
    userId: user.user_id,
    entityType: "User",
    entityId: user.user_id,
    action: "Create",
    signer: signerOf(user.user_id),
    metadata: () => {
      const { user_id, is_current, handle_lc, is_storage_v2, updated_at, artist_pick_track_id, ...carried } = user;
      const { is_verified, is_deactivated, is_available, created_at, ...profile } = carried;
      return {
        cid: "genesis-import",
        data: {
          created_at: rfc3339(created_at),
          ...omitEmpty(profile),
          ...omitNull({ artist_pick_track_id }),
          is_verified,
          is_deactivated,
          is_available,
        },
      };
    },
  };
}

/** A further wallet of a user. When it was added is not carried. */
export function associatedWalletEntry(row: SourceAssociatedWallet, signerOf: SignerOf): MigrationEntry {
  const { user_id, wallet, chain, is_delete } = row;
  return {
    kind: "migration",
    userId: user_id,
    entityType: "AssociatedWallet",
    entityId: 0,
    action: "Create",
    signer: signerOf(user_id),
    metadata: () => ({ wallet, chain, is_delete }),
  };
}

/** A wallet of the protocol's dashboard, which itself stands as the signer. */
export function dashboardWalletEntry(row: SourceDashboardWallet): MigrationEntry {
  return {
    kind: "migration",
    userId: row.user_id,
    entityType: "DashboardWalletUser",
    entityId: 0,
    action: "Create",
    signer: row.wallet,
    metadata: () => ({ wallet: row.wallet, ...since(row) }),
  };
}

/** A follow, also one that was taken back. */
export function followEntry(row: SourceFollow, signerOf: SignerOf): MigrationEntry {
  return {
    kind: "migration",
    userId: row.follower_user_id,
    entityType: "User",
    entityId: row.followee_user_id,
    action: "Follow",
    signer: signerOf(row.follower_user_id),
    metadata: () => since(row),
  };
}

/** A subscription, to a user or to an event. */
export function subscriptionEntry(
  row: { subscriber_id: number; entity_type: string; entity_id: number; created_at: TimeText; is_delete: boolean },
  signerOf: SignerOf,
): MigrationEntry {
  return {
    kind: "migration",
    userId: row.subscriber_id,
    entityType: row.entity_type,
    entityId: row.entity_id,
    action: "Subscribe",
    signer: signerOf(row.subscriber_id),
    metadata: () => since(row),
  };
}

/** A user whom another does not want to hear of. */
export function muteEntry(row: SourceMute, signerOf: SignerOf): MigrationEntry {
  return {
    kind: "migration",
    userId: row.user_id,
    entityType: "User",
    entityId: row.muted_user_id,
    action: "Mute",
    signer: signerOf(row.user_id),
    metadata: () => ({ created_at: rfc3339(row.created_at) }),
  };
}

/** An e-mail address, with all who may read it. */
export function emailEntry(
  email: SourceEmail,
  access: readonly SourceEmailAccess[],
  signerOf: SignerOf,
): MigrationEntry {
  return {
    kind: "migration",
    userId: email.email_owner_user_id,
    entityType: "EncryptedEmail",
    entityId: 0,
    action: "AddEmail",
    signer: signerOf(email.email_owner_user_id),
    metadata: () => ({
      email_owner_user_id: email.email_owner_user_id,
      encrypted_email: email.encrypted_email,
      access_grants: access.map(accessGrant),
      created_at: rfc3339(email.created_at),
    }),
  };
}

/** Access to an address that is gone: refused, since nobody holds the access that it rests on. */
export function orphanedAccessEntry(row: SourceEmailAccess, signerOf: SignerOf): MigrationEntry {
  return {
    kind: "migration",
    userId: row.email_owner_user_id,
    entityType: "EmailAccess",
    entityId: 0,
    action: "Update",
    signer: signerOf(row.email_owner_user_id),
    metadata: () => ({
      email_owner_user_id: row.email_owner_user_id,
      access_grants: [accessGrant(row)],
      created_at: rfc3339(row.created_at),
    }),
    lostBecause: "the grantor holds no access to an address that is gone",
  };
}

function accessGrant({ receiving_user_id, grantor_user_id, encrypted_key, is_initial }: SourceEmailAccess): object {
  return { receiving_user_id, grantor_user_id, encrypted_key, ...omitEmpty({ is_initial }) };
}
