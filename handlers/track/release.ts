import {
  and,
  type Block,
  choose,
  coalesce,
  type Expression,
  gt,
  isFalse,
  isNotNull,
  isTrue,
  type Metadata,
  not,
  read,
  type Time,
  value,
} from "#spec";
import { truthy } from "../common/json.ts";
import { givenDateOf } from "../common/release.ts";

/** When and whether a new track is public. */
export function releaseOnCreate(metadata: Metadata, block: Block, given_date: Expression<Time | null>) {
  const release_date = coalesce(given_date, block.time);
  const is_scheduled_release = coalesce(read.flag.read(metadata.get("is_scheduled_release")), false);
  return {
    release_date,
    is_scheduled_release,
    // A scheduled track stays hidden until its release date.
    is_unlisted: choose(
      is_scheduled_release,
      gt(release_date, block.time),
      read.checkedFlag.read(metadata.get("is_unlisted")),
    ),
  };
}

interface Released {
  readonly is_unlisted: Expression<boolean>;
  readonly release_date: Expression<Time | null>;
  readonly is_scheduled_release: Expression<boolean>;
}

/** The release date that the metadata gives, and whether the change publishes the track: from unlisted to listed. */
export function releaseReads(metadata: Metadata, track: Released) {
  return {
    given_date: givenDateOf(metadata),
    publishes: value(
      isTrue(and(track.is_unlisted, metadata.has("is_unlisted"), not(truthy(metadata.get("is_unlisted"))))),
    ),
  };
}

/**
 * When and whether a changed track is public. Publishing it makes the block's time its release date and ends a schedule; a
 * public track cannot be given a release date in the future.
 */
export function releaseOnUpdate(
  metadata: Metadata,
  block: Block,
  track: Released,
  { given_date, publishes }: ReturnType<typeof releaseReads>,
) {
  const dateCounts = and(isNotNull(given_date), not(and(gt(given_date, block.time), isFalse(track.is_unlisted))));
  return {
    release_date: choose(publishes, block.time, choose(dateCounts, given_date, track.release_date)),
    is_scheduled_release: choose(
      publishes,
      false,
      coalesce(
        read.flag.read(metadata.get("is_scheduled_release")),
        choose(metadata.has("is_scheduled_release"), false, track.is_scheduled_release),
      ),
    ),
    is_unlisted: choose(
      metadata.has("is_unlisted"),
      read.checkedFlag.read(metadata.get("is_unlisted")),
      track.is_unlisted,
    ),
  };
}
