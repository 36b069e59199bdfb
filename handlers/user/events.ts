import {
  type AnyWrite,
  and,
  choose,
  coalesce,
  current,
  differs,
  type Expression,
  eq,
  exists,
  isNull,
  isObject,
  kindOf,
  type Metadata,
  memberOf,
  ne,
  not,
  or,
  put,
  type Row,
  read,
  reject,
  when,
} from "#spec";
import { user_events } from "#tables";
import { isIntegerLiteral, truthy } from "../common/json.ts";

/** The user's events as they stand: who brought them, and whether they use the mobile app. */
export function eventsOf(user_id: Expression<number>): Row<"user_events"> {
  return current(user_events, { user_id });
}

function givenEvents(metadata: Metadata) {
  const events = metadata.get("events");
  return { events, given: and(isObject(events), truthy(events)), referrer: memberOf(events, "referrer") };
}

/** A referrer, where it would be noted, must be a user's number that the column can hold; other kinds are passed over. */
export function referrerValid(metadata: Metadata, known: Row<"user_events">) {
  const { given, referrer } = givenEvents(metadata);
  return when(and(given, isNull(known.referrer)), [
    reject(
      and(isIntegerLiteral(referrer), isNull(read.integer.read(referrer))),
      "referrer_out_of_range",
      "the referrer is beyond every user's number",
    ),
    reject(eq(kindOf(referrer), "boolean"), "referrer_not_number", "the referrer is a boolean"),
  ]);
}

/** Notes who brought the user and that they use the mobile app, each the first time it is said. */
export function noteEvents(metadata: Metadata, known: Row<"user_events">, user_id: Expression<number>): AnyWrite {
  const { events, given, referrer } = givenEvents(metadata);
  const mobile = memberOf(events, "is_mobile_user");
  const brought = and(isIntegerLiteral(referrer), ne(read.integer.read(referrer), user_id));
  const newReferrer = coalesce(known.referrer, choose(brought, read.integer.read(referrer), null));
  const newMobile = or(coalesce(known.is_mobile_user, false), coalesce(read.checkedFlag.read(mobile), false));
  return put(known, { user_id, referrer: newReferrer, is_mobile_user: newMobile }).when(
    and(given, or(not(exists(known)), differs(newReferrer, known.referrer), differs(newMobile, known.is_mobile_user))),
  );
}
