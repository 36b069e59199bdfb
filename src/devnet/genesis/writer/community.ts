import { type MigrationEntry, omitEmpty, omitNull } from "../entry.ts";
import type { SourceApp, SourceGrant } from "../source/apps.ts";
import type { SourceComment, SourceMention, SourcePin, SourceReaction } from "../source/comments.ts";
import type { SourceEvent } from "../source/events.ts";
import { rfc3339 } from "../time.ts";
import type { SignerOf } from "./people.ts";

/** A developer app, also a deleted one. */
export function appEntry(app: SourceApp, signerOf: SignerOf): MigrationEntry {
  const { address, user_id, name, description, image_url, is_personal_access, is_delete, created_at } = app;
  return {
    kind: "migration",
    userId: user_id,
    entityType: "DeveloperApp",
    entityId: 0,
    action: "Create",
    signer: signerOf(user_id),
    metadata: () => ({
      address,
      name,
      ...omitEmpty({ description, image_url, is_personal_access }),
      created_at: rfc3339(created_at),
      is_delete,
    }),
  };
}

/** A grant, whatever became of it. */
export function grantEntry(grant: SourceGrant, signerOf: SignerOf): MigrationEntry {
  const { grantee_address, user_id, is_revoked, is_approved, created_at } = grant;
  return {
    kind: "migration",
    userId: user_id,
    entityType: "Grant",
    entityId: 0,
    action: "Create",
    signer: signerOf(user_id),
    metadata: () => ({ grantee_address, is_revoked, ...omitNull({ is_approved }), created_at: rfc3339(created_at) }),
  };
}

/** An event. */
export function eventEntry(event: SourceEvent, signerOf: SignerOf): MigrationEntry {
  const { event_id, event_type, user_id, entity_type, entity_id, end_date, event_data, created_at } = event;
  return {
    kind: "migration",
    userId: user_id,
    entityType: "Event",
    entityId: event_id,
    action: "Create",
    signer: signerOf(user_id),
    metadata: () => ({
      event_type,
      end_date: rfc3339(end_date),
      entity_type,
      entity_id,
      ...omitNull({ event_data }),
      created_at: rfc3339(created_at),
    }),
  };
}

/** A comment, what it answers, and whom it mentions. */
export function commentEntry(
  comment: SourceComment,
  parentId: number | undefined,
  mentions: readonly SourceMention[],
  signerOf: SignerOf,
): MigrationEntry {
  return {
    kind: "migration",
    userId: comment.user_id,
    entityType: "Comment",
    entityId: comment.comment_id,
    action: "Create",
    signer: signerOf(comment.user_id),
    metadata: () => {
      const { text, entity_id, entity_type, track_timestamp_s, created_at } = comment;
      const { is_members_only, video_url, is_delete, is_edited } = comment;
      return {
        body: text,
        entity_id,
        entity_type,
        ...omitNull({ parent_comment_id: parentId ?? null, track_timestamp_s }),
        ...omitEmpty({ mentions: mentions.map(({ user_id }) => user_id), is_members_only, video_url }),
        created_at: rfc3339(created_at),
        is_delete,
        is_edited,
      };
    },
  };
}

/** A reaction to a comment. */
export function reactionEntry(row: SourceReaction, signerOf: SignerOf): MigrationEntry {
  return {
    kind: "migration",
    userId: row.user_id,
    entityType: "Comment",
    entityId: row.comment_id,
    action: "React",
    signer: signerOf(row.user_id),
    metadata: () => ({ created_at: rfc3339(row.created_at) }),
  };
}

/** The comment on top of a track. What comes as its time is when the track was changed last. */
export function pinEntry(row: SourcePin, signerOf: SignerOf): MigrationEntry {
  return {
    kind: "migration",
    userId: row.owner_id,
    entityType: "Comment",
    entityId: row.pinned_comment_id,
    action: "Pin",
    signer: signerOf(row.owner_id),
    metadata: () => ({ entity_id: row.track_id, created_at: rfc3339(row.updated_at) }),
  };
}
