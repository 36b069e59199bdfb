/**
 * Protobuf timestamps as text that Postgres reads.
 */

/** A google.protobuf.Timestamp: seconds since 1970 and nanoseconds from 0 to 999,999,999. */
export interface ProtoTimestamp {
  readonly seconds: bigint;
  readonly nanos: number;
}

/** 0001-01-01 and 9999-12-31, the ends of a valid Timestamp. */
const firstSecond = -62_135_596_800n;
const lastSecond = 253_402_300_799n;

/**
 * Writes a timestamp as RFC 3339 in UTC with as many fraction digits as it needs, at most six: microseconds are what
 * Postgres holds, and what is finer is cut off, as the Go ETL does.
 *
 * @param timestamp as on the wire; an absent one counts as 1970, as it does to the references
 * @returns for example 2026-04-04T09:03:00.25Z; undefined if the timestamp is not a valid one (before year 1, after 9999)
 */
export function timestampText(timestamp: ProtoTimestamp | undefined): string | undefined {
  const { seconds, nanos } = timestamp ?? { seconds: 0n, nanos: 0 };
  if (seconds < firstSecond || seconds > lastSecond || nanos < 0 || nanos > 999_999_999) {
    return undefined;
  }
  const wholeSeconds = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
  const microseconds = Math.floor(nanos / 1000);
  if (microseconds === 0) {
    return `${wholeSeconds}Z`;
  }
  return `${wholeSeconds}.${String(microseconds).padStart(6, "0").replace(/0+$/, "")}Z`;
}
