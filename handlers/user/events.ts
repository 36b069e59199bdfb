import {
  type AnyWrite,
  and,
  type Context,
  choose,
  coalesce,
  current,
  differs,
  exists,
  gt,
  isObject,
  type Json,
  jsonLiteral,
  type Metadata,
  memberOf,
  ne,
  not,
  or,
  type Row,
  sqlFunction,
  type Transaction,
  type,
  upsert,
  value,
  whenever,
} from "#spec";
import { user_events } from "#tables";
import { isTrueValue } from "../common/values.ts";

const wholeInteger = sqlFunction("em.whole_integer", [type.nullable(type.json)], type.nullable(type.integer));

/** Who brought the user and whether they use the mobile app: as it is known, and as it is after the metadata's `events`. */
export function eventsReads({ tx, metadata }: Context) {
  const events = metadata.get("events");
  const known_events = current(user_events, { user_id: tx.user_id });
  const named = wholeInteger(memberOf(events, "referrer"));
  const brought = and(gt(named, 0), ne<number | null>(named, tx.user_id));
  return {
    known_events,
    referrer: value(coalesce(known_events.referrer, choose(brought, named, null))),
    is_mobile_user: value(
      or(coalesce<boolean>(known_events.is_mobile_user, false), isTrueValue(memberOf(events, "is_mobile_user"))),
    ),
  };
}

interface Events extends Omit<ReturnType<typeof eventsReads>, "known_events"> {
  readonly tx: Transaction;
  readonly metadata: Metadata;
  readonly known_events: Row<"user_events">;
}

/** Each is noted the first time it is said: who brought a user does not change, and who used the mobile app once is a mobile user. */
export function noteEvents({ tx, metadata, known_events, referrer, is_mobile_user }: Events): AnyWrite {
  const events = metadata.get("events");
  return whenever(
    and(
      isObject(events),
      ne<Json | null>(events, jsonLiteral({})),
      or(
        not(exists(known_events)),
        differs(referrer, known_events.referrer),
        differs<boolean | null>(is_mobile_user, known_events.is_mobile_user),
      ),
    ),
    [upsert(known_events, { user_id: tx.user_id, referrer, is_mobile_user })],
  );
}
