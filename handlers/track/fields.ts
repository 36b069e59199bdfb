import {
  and,
  block,
  choose,
  type Expression,
  field,
  fieldsOf,
  ge,
  hasMember,
  isJsonNull,
  isList,
  isNotNull,
  isNull,
  type Json,
  jsonLiteral,
  type Metadata,
  metadataFrom,
  ne,
  not,
  onlyOnCreate,
  or,
  type Reader,
  read,
  reader,
  sqlFunction,
  type Transaction,
  type,
  value,
} from "#spec";
import { tracks } from "#tables";
import { releaseDate } from "../common/release.ts";
import * as given from "../common/values.ts";

const isMusicalKey = sqlFunction("em.is_musical_key", [type.nullable(type.text)], type.boolean);
const normalGenre = sqlFunction("em.normal_genre", [type.nullable(type.text)], type.nullable(type.text));
const allowedApiKeys = sqlFunction("em.allowed_api_keys", [type.nullable(type.json)], type.nullable(type.texts));
const accessAuthorities = sqlFunction("em.access_authorities", [type.nullable(type.json)], type.nullable(type.texts));
const toJson = sqlFunction("to_jsonb", [type.nullable(type.texts)], type.nullable(type.json));
const wholeInteger = sqlFunction("em.whole_integer", [type.nullable(type.json)], type.nullable(type.integer));
const isTerritoryCodes = sqlFunction("em.is_territory_codes_or_null", [type.nullable(type.json)], type.boolean);

/** A genre as the network spells it. */
const genre = given.indexed(reader(given.text, { read: (json) => normalGenre(given.text.read(json)) }));

/** A duration in whole seconds, at least one; other values do not count. */
const seconds: Reader<number | null> = reader(given.integer, {
  wrong: (json) => and(given.isNumber(json), ge<Json | null>(json, jsonLiteral(1)), isNull(wholeInteger(json))),
  counts: (json) => and(given.isNumber(json), ge<Json | null>(json, jsonLiteral(1))),
});

/** A number with a fraction; null is NULL, other kinds do not count. A column holds every number that metadata can. */
const double: Reader<number | null> = reader(read.double, {
  wrong: undefined,
  counts: (json) => or(isJsonNull(json), given.isNumber(json)),
});

/** Beats a minute: a number other than 0; null is NULL, other values do not count. */
const beatsPerMinute: Reader<number | null> = reader(double, {
  counts: (json) => or(isJsonNull(json), and(given.isNumber(json), ne<Json | null>(json, jsonLiteral(0)))),
});

/** A key of music by its name; null is NULL, other values do not count. */
const musicalKey: Reader<string | null> = reader(given.text, {
  counts: (json) => or(isJsonNull(json), isMusicalKey(given.text.read(json))),
  refusesNul: false,
});

/** Any JSON value; null does not count, since no client takes a stem from its track by an edit. */
const lastingJson: Reader<Json | null> = reader(given.json, {
  counts: (json) => not(isJsonNull(json)),
  nullable: false,
});

/** API keys in lower case: the strings of a list; any other value is NULL. */
const apiKeys: Reader<string[] | null> = reader(read.texts, {
  wrong: undefined,
  read: allowedApiKeys,
  nulIn: (json) => toJson(allowedApiKeys(json)),
});

/** The strings of a list, without whitespace at their ends; null is NULL, other kinds do not count. */
const authorities: Reader<string[] | null> = reader(read.texts, {
  wrong: undefined,
  counts: (json) => or(isList(json), isJsonNull(json)),
  read: accessAuthorities,
  nulIn: (json) => toJson(accessAuthorities(json)),
});

/** A text that is kept for those who read it, and never refuses: U+0000 in it is dropped. */
const sideText: Reader<string | null> = reader(given.text, { refusesNul: false });

const parentalWarning = read.enumeration("parental_warning_type", [
  "explicit",
  "explicit_content_edited",
  "not_explicit",
  "no_advice_available",
]);

/** What a track's owner says of it. */
export const trackFields = fieldsOf(tracks, {
  title: field(given.filledText),
  description: field(given.text),
  genre: field(genre),
  mood: field(given.text),
  tags: field(given.text),
  license: field(given.text),
  isrc: field(given.indexed(given.text)),
  iswc: field(given.text),
  duration: field(seconds, 0),
  bpm: field(beatsPerMinute),
  is_custom_bpm: field(given.flag, false),
  musical_key: field(musicalKey),
  is_custom_musical_key: field(given.flag, false),
  // Files come by the upload and stay: clients that send a whole track with its edit often send null for them.
  track_cid: field(given.indexed(given.filledText)),
  orig_file_cid: field(given.filledText),
  orig_filename: field(given.filledText),
  audio_upload_id: field(given.filledText),
  preview_cid: field(given.text),
  preview_start_seconds: field(double),
  cover_art: field(given.text),
  cover_art_sizes: field(given.text),
  cover_original_song_title: field(given.text),
  cover_original_artist: field(given.text),
  is_available: onlyOnCreate(given.flag, true),
  is_unlisted: field(given.flag, false),
  is_scheduled_release: field(given.flag, false),
  release_date: field(releaseDate, block.time),
  is_playlist_upload: field(given.flag, false),
  is_downloadable: field(given.flag, false),
  is_original_available: onlyOnCreate(given.flag, false),
  is_stream_gated: field(given.flag, false),
  stream_conditions: field(given.json),
  is_download_gated: field(given.flag, false),
  download_conditions: field(given.json),
  allowed_api_keys: field(apiKeys),
  access_authorities: field(authorities),
  field_visibility: field(given.json),
  remix_of: field(given.json),
  stem_of: field(lastingJson),
  comments_disabled: field(given.flag, false),
  no_ai_use: field(given.flag, false),
  ai_attribution_user_id: field(given.integer),
  ddex_app: onlyOnCreate(given.text),
  ddex_release_ids: field(given.json),
  artists: field(given.json),
  resource_contributors: field(given.json),
  indirect_resource_contributors: field(given.json),
  rights_controller: field(given.json),
  copyright_line: field(given.json),
  producer_copyright_line: field(given.json),
  parental_warning_type: field(given.text),
  // The network's own indexer leaves out the rest (E6), so that nothing in it refuses.
  credits_splits: field(sideText),
  create_date: field(sideText),
  file_type: field(sideText),
  placement_hosts: field(sideText),
  is_owned_by_user: field(given.flag, false),
  audio_analysis_error_count: field(
    reader(given.integer, { wrong: undefined, counts: (json) => isNotNull(wholeInteger(json)) }),
    0,
  ),
  parental_warning: field(
    reader(parentalWarning, { wrong: undefined, counts: (json) => not(parentalWarning.wrong?.(json) ?? isNull(json)) }),
  ),
  territory_codes: field(reader(read.texts, { wrong: undefined, counts: isTerritoryCodes, refusesNul: false })),
});

/** Where access authorities are named: what stands beside an envelope's data comes before what is in it. */
export function authoritiesIn(tx: Transaction, metadata: Metadata) {
  return value(choose<Json | null>(hasMember(tx.json, "access_authorities"), tx.json, metadata.json));
}

/** The metadata of a track, with its access authorities. */
export function withAuthorities(metadata: Metadata, authorities_in: Expression<Json | null>): Metadata {
  const source = (member: string) => (member === "access_authorities" ? metadataFrom(authorities_in) : metadata);
  return {
    ...metadata,
    get: (member) => source(member).get(member),
    has: (member) => source(member).has(member),
  };
}
