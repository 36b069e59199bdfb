import {
  type AnyWrite,
  active,
  and,
  type Block,
  current,
  type Expression,
  eq,
  exists,
  gt,
  isFalse,
  isNotNull,
  isNotTrue,
  isNull,
  isObject,
  latest,
  type Metadata,
  ne,
  not,
  or,
  sql,
  sqlFunction,
  type Transaction,
  text,
  type,
  upsert,
  value,
  whenever,
} from "#spec";
import { events, subscriptions } from "#tables";

const left = sqlFunction("left", [type.text, type.integer], type.text);

function subscriptionKey(tx: Transaction, event_id: Expression<number>) {
  return { subscriber_id: tx.user_id, user_id: event_id, entity_type: "Event" };
}

/** The remix contest that runs on the first of the remixed tracks, and whether the artist hears of it. */
export function contestReads(tx: Transaction, block: Block, remixed_tracks: Expression<number[] | null>) {
  const first_remixed = value(sql<number | null>("integer")`(${remixed_tracks})[1]`);
  const contest = latest(
    events,
    (event) =>
      and(
        eq<number | null>(event.entity_id, first_remixed),
        eq(event.event_type, "remix_contest"),
        isFalse(event.is_deleted),
        or(isNull(event.end_date), gt(event.end_date, block.time)),
      ),
    (event) => event.event_id,
  );
  return {
    first_remixed,
    contest,
    contest_subscription: current(subscriptions, subscriptionKey(tx, contest.event_id)),
  };
}

/** Who enters a remix for the contest of somebody else hears of the contest; a stem is no entry. */
export function subscribeToContest(
  tx: Transaction,
  block: Block,
  metadata: Metadata,
  { first_remixed, contest, contest_subscription }: ReturnType<typeof contestReads>,
): AnyWrite {
  const subscribe = upsert(contest_subscription, {
    ...subscriptionKey(tx, contest.event_id),
    entity_id: contest.event_id,
    is_delete: false,
    created_at: block.time,
    txhash: left(text`auto_e${contest.event_id}_${tx.hash}`, 200),
  });
  return whenever(and(isNotNull(first_remixed), isNotTrue(isObject(metadata.get("stem_of")))), [
    whenever(and(exists(contest), ne<number>(contest.user_id, tx.user_id)), [
      whenever(not(active(contest_subscription)), [subscribe]),
    ]),
  ]);
}
