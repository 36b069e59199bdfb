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
} from "../../codegen/spec/index.ts";
import { truthy } from "../common/json.ts";
import { releaseDateOf } from "../common/release.ts";

/** When and whether a new track is public. */
export function releaseOnCreate(metadata: Metadata, block: Block) {
  const release_date = coalesce(releaseDateOf(metadata), block.time);
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

/**
 * When and whether a changed track is public. Publishing it (from unlisted to listed) makes the block's time its release
 * date and ends a schedule; a public track cannot be given a release date in the future.
 */
export function releaseOnUpdate(metadata: Metadata, block: Block, track: Released) {
  const date = releaseDateOf(metadata);
  const unlisted = metadata.get("is_unlisted");
  const publishes = and(track.is_unlisted, metadata.has("is_unlisted"), not(truthy(unlisted)));
  const dateCounts = and(isNotNull(date), not(and(gt(date, block.time), isFalse(track.is_unlisted))));
  return {
    release_date: choose(isTrue(publishes), block.time, choose(dateCounts, date, track.release_date)),
    is_scheduled_release: choose(
      isTrue(publishes),
      false,
      coalesce(
        read.flag.read(metadata.get("is_scheduled_release")),
        choose(metadata.has("is_scheduled_release"), false, track.is_scheduled_release),
      ),
    ),
    is_unlisted: choose(metadata.has("is_unlisted"), read.checkedFlag.read(unlisted), track.is_unlisted),
  };
}
