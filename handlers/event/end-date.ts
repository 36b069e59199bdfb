import {
  type Block,
  type Expression,
  lt,
  type Metadata,
  type Row,
  reject,
  sqlRecordFunction,
  type Time,
  text,
  type,
} from "#spec";
import { textMember } from "../common/values.ts";

const endDate = sqlRecordFunction("em.end_date", [type.nullable(type.text)], {
  written: type.nullable(type.time),
  instant: type.nullable(type.time),
});

/** When the metadata has the event end: as it is stored, without its distance from UTC, and as it is compared. */
export function endDateOf(metadata: Metadata) {
  return endDate(textMember(metadata, "end_date"));
}

interface EndDate {
  readonly instant: Expression<Time | null>;
}

/** An event does not end before its block; it may end with it. */
export function endNotPast(end_date: EndDate, block: Block) {
  return reject(lt(end_date.instant, block.time), "end_date_past", "the end date is in the past");
}

/** The end of a contest is not brought forward. */
export function endNotEarlier(end_date: EndDate, contest: Row<"events">) {
  return reject(
    lt(end_date.instant, contest.end_date),
    "end_date_earlier",
    text`the end date is before ${contest.end_date}, when the contest ends as it stands`,
  );
}
