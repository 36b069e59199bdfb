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
} from "../../codegen/spec/index.ts";
import { truthy } from "../common/json.ts";
import type { releaseReads } from "../common/release.ts";

/** When and whether a new track is public. */
export function releaseOnCreate(metadata: Metadata, given_date: Expression<Time | null>, block: Block) {
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

/** Whether the change makes an unlisted track public. */
export function publishingReads(metadata: Metadata, track: Released) {
  const unlisted = metadata.get("is_unlisted");
  return { publishes: value(isTrue(and(track.is_unlisted, metadata.has("is_unlisted"), not(truthy(unlisted))))) };
}

/**
 * When and whether a changed track is public. Publishing it (from unlisted to listed) makes the block's time its release
 * date and ends a schedule; a public track cannot be given a release date in the future.
 */
export function releaseOnUpdate(
  metadata: Metadata,
  { release_date, publishes }: ReturnType<typeof releaseReads> & ReturnType<typeof publishingReads>,
  block: Block,
  track: Released,
) {
  const dateCounts = and(isNotNull(release_date), not(and(gt(release_date, block.time), isFalse(track.is_unlisted))));
  return {
    release_date: choose(publishes, block.time, choose(dateCounts, release_date, track.release_date)),
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
