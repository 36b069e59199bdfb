import {
  type AnyWrite,
  and,
  type Block,
  choose,
  coalesce,
  type Expression,
  ensure,
  eq,
  gt,
  isJsonNull,
  isList,
  isNotNull,
  isNull,
  isObject,
  isOneOf,
  isString,
  type Json,
  jsonLiteral,
  type Metadata,
  memberOf,
  or,
  perform,
  type Row,
  type Rule,
  reject,
  sqlFunction,
  sqlRecordFunction,
  type Time,
  type Transaction,
  text,
  type,
  value,
  when,
} from "#spec";
import { hasNul, jsonLength, textOf, truthy } from "../common/json.ts";

const itemFaultOf = sqlFunction(
  "em.playlist_item_fault",
  [type.nullable(type.json), type.boolean, type.boolean],
  type.nullable(type.text),
);
const entriesAsSent = sqlFunction("em.playlist_entries_as_sent", [type.nullable(type.json)], type.json);
const contentsOf = sqlFunction(
  "em.playlist_contents",
  [type.nullable(type.json), type.nullable(type.json), type.boolean, type.integer, type.time],
  type.json,
);
const lastAddition = sqlRecordFunction("em.last_addition", [type.json], {
  is_valid: type.boolean,
  added_at: type.nullable(type.time),
});
const isoDatetime = sqlFunction("em.iso_datetime", [type.nullable(type.text)], type.nullable(type.time));
const syncPlaylistTracks = sqlFunction("em.sync_playlist_tracks", [type.integer, type.json, type.time], type.text);

/** The most tracks that a playlist holds. */
const mostItems = 5000;

/** The playlist whose contents are judged. */
interface Holder {
  readonly is_album: Expression<boolean>;
  readonly owner_id: Expression<number>;
  readonly block_time: Expression<Time>;
}

function isGiven(metadata: Metadata): Expression<boolean> {
  return truthy(metadata.get("playlist_contents"));
}

/** The items that the metadata gives: a list, or, in the former form, an object with the list as its track_ids. */
function givenItems(metadata: Metadata): Expression<Json | null> {
  const contents = metadata.get("playlist_contents");
  return choose(isObject(contents), memberOf(contents, "track_ids"), contents);
}

/**
 * The contents of a new playlist. The network takes its items in twice: first with the block's time, then as if they were
 * there already, so that they end with the client's time, except where metadata_timestamp gives another.
 */
export function newContents(metadata: Metadata, { is_album, owner_id, block_time }: Holder) {
  const items = value(givenItems(metadata));
  const contents = value(
    choose(
      isGiven(metadata),
      contentsOf(items, entriesAsSent(items), is_album, owner_id, block_time),
      jsonLiteral({ track_ids: [] }),
    ),
  );
  return { items, item_fault: itemFaultOf(items, is_album, true), contents, addition: lastAddition(contents) };
}

/** The contents of a changed playlist: what it held, unless the metadata gives others; an item that stays keeps the client's time. */
export function changedContents(
  metadata: Metadata,
  present: Expression<Json>,
  { is_album, owner_id, block_time }: Holder,
) {
  const items = value(givenItems(metadata));
  const contents = value(
    choose(
      isGiven(metadata),
      contentsOf(items, memberOf(present, "track_ids"), is_album, owner_id, block_time),
      present,
    ),
  );
  return { items, item_fault: itemFaultOf(items, is_album, false), contents, addition: lastAddition(contents) };
}

type Contents = ReturnType<typeof newContents>;

type Items = Pick<Contents, "items" | "item_fault">;

/**
 * The contents are a list of at most 5000 items, or an object with one as its track_ids. Each item is an object that names a
 * track by its number, as `track` or `track_id`; the track need not exist.
 */
function itemRules({ items, item_fault }: Items): readonly Rule[] {
  return [
    ensure(isList(items), "contents_not_list", "the playlist's contents are not a list"),
    reject(gt(jsonLength(items), mostItems), "contents_too_long", text`a playlist holds at most ${mostItems} tracks`),
    reject(eq(item_fault, "not_object"), "item_not_object", "an item of the playlist is not an object"),
    reject(eq(item_fault, "without_track"), "item_without_track", "an item of the playlist names no track"),
    reject(
      eq(item_fault, "track_not_number"),
      "item_track_not_number",
      "an item of the playlist names something that is not a track's number",
    ),
  ];
}

/**
 * The items of a new playlist each have a time too, as `timestamp` or `time`. The contents may be left out, and any empty
 * thing but false and 0 stands for none.
 */
export function newItemsValid(metadata: Metadata, given: Items): readonly Rule[] {
  return [
    reject(
      isOneOf(metadata.get("playlist_contents"), [jsonLiteral(false), jsonLiteral(0)]),
      "contents_not_list",
      "the playlist's contents are not a list",
    ),
    when(isGiven(metadata), [
      ...itemRules(given),
      reject(eq(given.item_fault, "without_time"), "item_without_time", "an item of the new playlist has no time"),
    ]),
  ];
}

/** The items of a changed playlist may lack a time; contents that are empty in any way change nothing. */
export function changedItemsValid(metadata: Metadata, given: Items): Rule {
  return when(isGiven(metadata), itemRules(given));
}

/** The contents that the playlist has are of the form in which they are stored. */
export function presentContentsReadable(present: Expression<Json>): Rule {
  return ensure(
    isList(memberOf(present, "track_ids")),
    "contents_unreadable",
    "the contents that the playlist has cannot be read",
  );
}

/** The contents can be stored, and the time of each entry is a number within all calendars. */
export function contentsStorable(tx: Transaction, { contents, addition }: Pick<Contents, "contents" | "addition">) {
  return [
    reject(hasNul(contents, tx.nul), "invalid_playlist_contents", "the playlist's contents hold U+0000"),
    ensure(addition.is_valid, "item_time_invalid", "the time of an item is not a number, or is beyond all calendars"),
  ];
}

/** When the last track was added: as the entries say, else as it was; an Update of an empty playlist may give another time. */
export function lastAddedTo(
  metadata: Metadata,
  { addition }: Pick<Contents, "addition">,
  playlist: Row<"playlists">,
): Expression<Time | null> {
  return coalesce(
    addition.added_at,
    choose(metadata.has("last_added_to"), isoDatetime(textOf(metadata.get("last_added_to"))), playlist.last_added_to),
  );
}

/** Where the entries do not say when the last track was added, the time that an Update gives is ISO 8601 or null. */
export function lastAddedToValid(metadata: Metadata, { addition }: Pick<Contents, "addition">): Rule {
  const given = metadata.get("last_added_to");
  return when(and(metadata.has("last_added_to"), isNull(addition.added_at)), [
    ensure(
      or(isJsonNull(given), and(isString(given), isNotNull(isoDatetime(textOf(given))))),
      "invalid_last_added_to",
      "last_added_to is not a time",
    ),
  ]);
}

/** The table of what playlists hold, and what tracks say of the playlists that hold or held them, follow the contents. */
export function syncTracks(playlist_id: Expression<number>, contents: Expression<Json>, block: Block): AnyWrite {
  return perform(syncPlaylistTracks(playlist_id, contents, block.time));
}
