/**
 * Who hears of what a transaction does (E11). Where triggers of the database write a kind of notification, as production's do, these
 * write nothing of that kind. What is told, and to whom, is the same.
 */
import {
  and,
  type Block,
  type Expression,
  isFalse,
  isNull,
  isTrue,
  perform,
  type Row,
  shown,
  sqlFunction,
  type Transaction,
  type,
  type Write,
} from "#spec";

const ofFollow = sqlFunction("em.notify_of_follow", [type.bigint, type.bigint, type.block], type.text);
const ofSave = sqlFunction(
  "em.notify_of_save",
  [type.bigint, type.text, type.bigint, type.nullable(type.boolean), type.block],
  type.text,
);
const ofRepost = sqlFunction(
  "em.notify_of_repost",
  [type.bigint, type.text, type.bigint, type.nullable(type.boolean), type.block],
  type.text,
);
const ofTrack = sqlFunction("em.notify_of_track", [type.bigint, type.boolean, type.boolean], type.text);
const ofInvitations = sqlFunction("em.notify_of_invitations", [type.bigint], type.text);
const ofAcceptance = sqlFunction("em.notify_of_acceptance", [type.integer, type.integer], type.text);
const ofPlaylist = sqlFunction(
  "em.notify_of_playlist",
  [type.integer, type.boolean, type.boolean, type.block],
  type.text,
);
const ofComment = sqlFunction("em.notify_of_comment", [type.bigint], type.text);
const ofMentions = sqlFunction("em.notify_of_mentions", [type.bigint], type.text);
const ofReaction = sqlFunction("em.notify_of_reaction", [type.bigint, type.bigint, type.block], type.text);
const ofEvent = sqlFunction("em.notify_of_event", [type.bigint], type.text);
const ofGrant = sqlFunction("em.notify_of_grant", [type.nullable(type.bigint), type.text, type.block], type.text);

/** The followed user hears of it. */
export function notifyOfFollow(tx: Transaction, block: Block): Write {
  return perform(ofFollow(tx.user_id, tx.entity_id, block.whole));
}

/** The owner of the item hears of it, and those whose repost of it the user saw. */
export function notifyOfSave(
  tx: Transaction,
  block: Block,
  item_type: Expression<string | null>,
  of_repost: Expression<boolean | null>,
): Write {
  return perform(ofSave(tx.user_id, shown(item_type), tx.entity_id, of_repost, block.whole));
}

/** The owner of the item hears of it, and those whose repost of it the user saw. */
export function notifyOfRepost(
  tx: Transaction,
  block: Block,
  item_type: Expression<string | null>,
  of_repost: Expression<boolean | null>,
): Write {
  return perform(ofRepost(tx.user_id, shown(item_type), tx.entity_id, of_repost, block.whole));
}

/** Everybody may hear of the track: it is listed, there, whole and for all. */
function isPublic(track: Row<"tracks">): Expression<boolean> {
  return isTrue(
    and(
      isFalse(track.is_unlisted),
      isFalse(track.is_delete),
      isTrue(track.is_available),
      isNull(track.stem_of),
      isNull(track.access_authorities),
    ),
  );
}

/** A track that is public now: subscribers of its artist hear of it, and the artists and contests that it remixes. */
export function notifyOfNewTrack(tx: Transaction): Write {
  return perform(ofTrack(tx.entity_id, false, false));
}

/**
 * The same where a track becomes public by its change; of a contest that it hosts, the artist's fans hear too.
 * @param track the track as it was
 */
export function notifyOfChangedTrack(tx: Transaction, track: Row<"tracks">): Write {
  return perform(ofTrack(tx.entity_id, isPublic(track), isTrue(track.is_unlisted)));
}

/** Whoever is named as a collaborator hears of it. */
export function notifyOfInvitations(tx: Transaction): Write {
  return perform(ofInvitations(tx.entity_id));
}

/** Whoever named the collaborator hears that they accept. */
export function notifyOfAcceptance(invitation: Row<"track_collaborators">): Write {
  return perform(ofAcceptance(invitation.track_id, invitation.collaborator_user_id));
}

/** A playlist that is public now: subscribers of its owner hear of it, and the artists of its tracks. */
export function notifyOfNewPlaylist(block: Block, playlist_id: Expression<number>): Write {
  return perform(ofPlaylist(playlist_id, false, true, block.whole));
}

/**
 * The same where a playlist becomes public by its change; of tracks that are added to one, their artists and who bought the album hear.
 * @param playlist the playlist as it was
 */
export function notifyOfChangedPlaylist(
  block: Block,
  playlist: Row<"playlists">,
  adds_tracks: Expression<boolean>,
): Write {
  const wasPublic = isTrue(and(isFalse(playlist.is_private), isFalse(playlist.is_delete)));
  return perform(ofPlaylist(playlist.playlist_id, wasPublic, adds_tracks, block.whole));
}

/** Whom a new comment mentions, whom it answers, or whose track, event or fan club it is about hears of it. */
export function notifyOfComment(tx: Transaction): Write {
  return perform(ofComment(tx.entity_id));
}

/** Whom an edited comment mentions hears of it, unless they have before. */
export function notifyOfMentions(tx: Transaction): Write {
  return perform(ofMentions(tx.entity_id));
}

/** The author of a comment hears of a reaction to it. */
export function notifyOfReaction(tx: Transaction, block: Block): Write {
  return perform(ofReaction(tx.user_id, tx.entity_id, block.whole));
}

/** The host's followers, and those who saved the track, hear that a contest for it begins. */
export function notifyOfEvent(tx: Transaction): Write {
  return perform(ofEvent(tx.entity_id));
}

/** A manager hears that they are asked, and who asked them that they accept. */
export function notifyOfGrant(
  block: Block,
  grantor: Expression<number | null>,
  grantee: Expression<string | null>,
): Write {
  return perform(ofGrant(grantor, shown(grantee), block.whole));
}
