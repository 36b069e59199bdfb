import {
  and,
  choose,
  type Expression,
  eq,
  field,
  fieldsOf,
  isJsonNull,
  isNotNull,
  type Json,
  jsonLiteral,
  kindOf,
  not,
  onlyOnCreate,
  onlyOnUpdate,
  or,
  type Reader,
  read,
  reader,
  sql,
  sqlFunction,
  transaction,
  type,
} from "#spec";
import { tracks } from "#tables";
import { listedSplits } from "../common/gates.ts";
import { textOf } from "../common/json.ts";

const isContentId = sqlFunction("em.is_content_id", [type.nullable(type.text)], type.boolean);
const isMusicalKey = sqlFunction("em.is_musical_key", [type.nullable(type.text)], type.boolean);
const matches = {
  fieldVisibility: sqlFunction("em.matches_field_visibility", [type.nullable(type.json)], type.boolean),
  remixOf: sqlFunction("em.matches_remix_of", [type.nullable(type.json)], type.boolean),
  stemOf: sqlFunction("em.matches_stem_of", [type.nullable(type.json)], type.boolean),
  trackSegments: sqlFunction("em.matches_track_segments", [type.nullable(type.json)], type.boolean),
};
const isDoubleOrNull = sqlFunction("em.is_double_or_null", [type.nullable(type.json)], type.boolean);
const bpm = sqlFunction("em.bpm", [type.nullable(type.json)], type.nullable(type.double));
const isBeyondInteger = sqlFunction("em.is_beyond_integer", [type.nullable(type.json)], type.boolean);
const positiveInteger = sqlFunction("em.positive_integer", [type.nullable(type.json)], type.nullable(type.integer));
const apiKeys = sqlFunction("em.api_keys", [type.nullable(type.json)], type.nullable(type.texts));

/** A text that a rule of its own has shown to be one. */
const judgedText: Reader<string | null> = reader(read.checkedText, { wrong: undefined });

/** The id of a file's content: 62 small letters and digits; other texts are passed over. */
const contentId: Reader<string | null> = reader(read.text, {
  counts: (json) => isContentId(textOf(json)),
});

/**
 * A duration in seconds: an integer above 0; other values are passed over. One beyond the column refuses, and so does true, which
 * Python takes for an integer.
 */
const seconds: Reader<number | null> = reader(read.integer, {
  wrong: (json) => or(eq(json, jsonLiteral(true)), isBeyondInteger(json)),
  counts: (json) => isNotNull(positiveInteger(json)),
  read: positiveInteger,
});

/** Beats a minute: a number, also as a text; 0 and what is no number are passed over. An integer beyond all doubles refuses. */
const beatsPerMinute: Reader<number | null> = reader(read.double, {
  wrong: (json) => and(eq(kindOf(json), "number"), not(isDoubleOrNull(json))),
  counts: (json) => or(isJsonNull(json), isNotNull(bpm(json))),
  read: bpm,
});

/** A key of music by its name; other values are passed over. */
const musicalKey: Reader<string | null> = reader(read.text, {
  wrong: undefined,
  counts: (json) => or(isJsonNull(json), isMusicalKey(textOf(json))),
});

/**
 * A JSON value of a fixed form, which leaves no place for U+0000; what does not have it becomes the default (a checked field),
 * NULL when there is none. The network checks it again whenever the track changes.
 */
function ofForm(
  has: (json: Expression<Json | null>) => Expression<boolean>,
  otherwise: Expression<Json> | null = null,
): Reader<Json | null> {
  const check = (json: Expression<Json | null>) => choose<Json | null>(has(json), json, otherwise);
  return reader(read.json, { read: check, again: check, refusesNul: false, nullable: otherwise === null });
}

/** What of a track everybody sees, when nothing else is said. */
const everythingVisible = jsonLiteral({
  mood: true,
  tags: true,
  genre: true,
  share: true,
  remixes: true,
  play_count: true,
});

/** The same, except that empty objects and other kinds are passed over. */
function ofFormOrIgnore(has: (json: Expression<Json | null>) => Expression<boolean>): Reader<Json | null> {
  return reader(ofForm(has), {
    counts: sqlFunction("em.is_filled_object", [type.nullable(type.json)], type.boolean),
  });
}

/** Conditions of access: a filled object, in today's form; other kinds are passed over. */
const conditions: Reader<Json | null> = reader(read.objectOrIgnore, {
  read: (json) => listedSplits(read.objectOrIgnore.read(json), transaction.user_id),
});

const noIntegers = sql<number[]>("integer[]")`'{}'`;

/**
 * What a track's owner says of it. Further rules decide about is_scheduled_release (release.ts) and the cover (cover.ts); not
 * in the table, since rules of their own make them: is_unlisted and release_date (release.ts), route_id (route.ts), owner_id.
 */
export const trackFields = fieldsOf(tracks, {
  title: field(judgedText),
  description: field(read.checkedText),
  genre: field(judgedText),
  mood: field(read.checkedText),
  tags: field(read.checkedText),
  credits_splits: field(read.checkedText),
  create_date: field(read.checkedText),
  file_type: field(read.checkedText),
  license: field(read.checkedText),
  isrc: field(read.checkedText),
  iswc: field(read.checkedText),
  duration: field(seconds),
  bpm: field(beatsPerMinute),
  is_custom_bpm: field(read.flag, false),
  musical_key: field(musicalKey),
  is_custom_musical_key: field(read.flag, false),
  audio_analysis_error_count: field(read.anyInteger, 0),
  track_cid: field(contentId),
  preview_cid: field(contentId),
  orig_file_cid: field(contentId),
  orig_filename: field(read.textOrIgnore),
  audio_upload_id: field(read.anyText),
  preview_start_seconds: field(read.anyDouble),
  track_segments: field(ofForm(matches.trackSegments, jsonLiteral([]))),
  is_downloadable: field(read.flag, false),
  is_original_available: field(read.flag, false),
  is_playlist_upload: field(read.flag, false),
  is_owned_by_user: field(read.flag, false),
  comments_disabled: field(read.flag, false),
  is_scheduled_release: field(read.flag, false),
  cover_art: field(read.checkedText),
  cover_art_sizes: field(read.checkedText),
  is_stream_gated: field(read.checkedFlag, false),
  is_download_gated: field(read.checkedFlag, false),
  stream_conditions: field(conditions),
  download_conditions: field(conditions),
  field_visibility: field(ofForm(matches.fieldVisibility, everythingVisible)),
  remix_of: field(ofFormOrIgnore(matches.remixOf)),
  // A stem's category is any text.
  stem_of: field(reader(ofFormOrIgnore(matches.stemOf), { refusesNul: true })),
  ai_attribution_user_id: field(read.anyInteger),
  allowed_api_keys: field(
    reader(read.texts, {
      wrong: (json) => not(sqlFunction("em.is_api_keys_or_null", [type.nullable(type.json)], type.boolean)(json)),
      read: apiKeys,
    }),
  ),
  placement_hosts: field(read.anyText),
  playlists_containing_track: field(read.anyIntegers, noIntegers),
  playlists_previously_containing_track: onlyOnUpdate(read.json, jsonLiteral({})),
  pinned_comment_id: onlyOnUpdate(read.anyInteger),
  cover_original_song_title: field(read.anyText),
  cover_original_artist: field(read.anyText),
  ddex_app: onlyOnCreate(read.anyText),
  ddex_release_ids: field(read.objectOrIgnore),
  artists: field(read.objectsOrIgnore),
  resource_contributors: field(read.objectsOrIgnore),
  indirect_resource_contributors: field(read.objectsOrIgnore),
  rights_controller: field(read.objectOrIgnore),
  copyright_line: field(read.objectOrIgnore),
  producer_copyright_line: field(read.objectOrIgnore),
  parental_warning_type: field(read.anyText),
  parental_warning: onlyOnUpdate(
    read.enumeration("parental_warning_type", [
      "explicit",
      "explicit_content_edited",
      "not_explicit",
      "no_advice_available",
    ]),
  ),
  territory_codes: onlyOnUpdate(
    reader(read.texts, {
      wrong: (json) =>
        not(sqlFunction("em.is_territory_codes_or_null", [type.nullable(type.json)], type.boolean)(json)),
    }),
  ),
  no_ai_use: onlyOnUpdate(read.flag, false),
});
