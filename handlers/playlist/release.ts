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
  read,
  type Time,
  value,
} from "#spec";
import { givenDateOf } from "../common/release.ts";

interface Fields {
  readonly is_private: Expression<boolean>;
  readonly is_scheduled_release: Expression<boolean>;
}

interface Released extends Fields {
  readonly release_date: Expression<Time | null>;
}

/** When and whether a new playlist is public: a scheduled one from its release date on, whatever it says of being private. */
export function releaseOnCreate(fields: Fields, block: Block, given_date: Expression<Time | null>) {
  const release_date = coalesce(given_date, block.time);
  return {
    release_date,
    is_private: choose(fields.is_scheduled_release, gt(release_date, block.time), fields.is_private),
  };
}

/** The release date that the metadata gives, and whether the change publishes the playlist: from private to public. */
export function releaseReads(metadata: Metadata, playlist: Released) {
  return {
    given_date: givenDateOf(metadata),
    publishes: value(and(playlist.is_private, eq(read.flag.read(metadata.get("is_private")), false))),
  };
}

/**
 * When a changed playlist is public. Publishing it makes the block's time its release date and ends a schedule; a public
 * playlist cannot be given a release date in the future.
 */
export function releaseOnUpdate(
  fields: Fields,
  block: Block,
  playlist: Released,
  { given_date, publishes }: ReturnType<typeof releaseReads>,
) {
  const dateCounts = and(isNotNull(given_date), not(and(gt(given_date, block.time), isFalse(playlist.is_private))));
  return {
    release_date: choose(publishes, block.time, choose(dateCounts, given_date, playlist.release_date)),
    is_scheduled_release: choose(publishes, false, fields.is_scheduled_release),
  };
}
