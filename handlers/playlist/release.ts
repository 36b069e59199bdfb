import {
  and,
  type Block,
  choose,
  coalesce,
  type Expression,
  eq,
  gt,
  isFalse,
  isNotNull,
  type Metadata,
  not,
  type Time,
} from "../../codegen/spec/index.ts";

interface Fields {
  readonly is_private: Expression<boolean>;
  readonly is_scheduled_release: Expression<boolean>;
}

interface Released extends Fields {
  readonly release_date: Expression<Time | null>;
}

/** When and whether a new playlist is public: a scheduled one from its release date on, whatever it says of being private. */
export function releaseOnCreate(given_date: Expression<Time | null>, fields: Fields, block: Block) {
  const release_date = coalesce(given_date, block.time);
  return {
    release_date,
    is_private: choose(fields.is_scheduled_release, gt(release_date, block.time), fields.is_private),
  };
}

/**
 * When a changed playlist is public. Publishing it (from private to public) makes the block's time its release date and ends
 * a schedule; a public playlist cannot be given a release date in the future.
 */
export function releaseOnUpdate(
  metadata: Metadata,
  release_date: Expression<Time | null>,
  fields: Fields,
  block: Block,
  playlist: Released,
) {
  const publishes = and(playlist.is_private, metadata.has("is_private"), eq(fields.is_private, false));
  const dateCounts = and(isNotNull(release_date), not(and(gt(release_date, block.time), isFalse(playlist.is_private))));
  return {
    release_date: choose(publishes, block.time, choose(dateCounts, release_date, playlist.release_date)),
    is_scheduled_release: choose(publishes, false, fields.is_scheduled_release),
  };
}
