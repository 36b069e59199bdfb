import { eq, isNotNull, type Reader, sql, sqlFunction, type Time, type } from "#spec";

const releaseTime = sqlFunction("em.release_time", [type.nullable(type.json)], type.nullable(type.time));
const infinity = sql<Time>("timestamp without time zone")`'infinity'`;

/**
 * The time of a release, in one of three forms of text; a value of another form does not count. One beyond all
 * that a column can hold refuses.
 */
export const releaseDate: Reader<Time | null> = {
  type: "timestamp without time zone",
  wrong: (json) => eq<Time | null>(releaseTime(json), infinity),
  counts: (json) => isNotNull(releaseTime(json)),
  read: releaseTime,
  refusesNul: false,
  nullable: false,
};
