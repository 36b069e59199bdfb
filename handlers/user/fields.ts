import { eq, field, fieldsOf, type Json, jsonLiteral, type Reader, read, reader } from "#spec";
import { users } from "#tables";
import { filledJson, filledText, flag, indexed } from "../common/values.ts";

/** The only kind of profile; every other value does not count. */
const profileType: Reader<"label" | null> = reader(read.enumeration("profile_type_enum", ["label"]), {
  wrong: undefined,
  counts: (json) => eq<Json | null>(json, jsonLiteral("label")),
  nullable: false,
});

/** What users say of themselves, when they sign up and later. What is empty does not count, so that nothing can be taken back. */
export const profileFields = fieldsOf(users, {
  // Too long for the index only in the genesis, which has no rule on its length.
  handle: field(indexed(filledText)),
  name: field(filledText),
  bio: field(filledText),
  location: field(filledText),
  profile_picture: field(filledText),
  profile_picture_sizes: field(filledText),
  cover_photo: field(filledText),
  cover_photo_sizes: field(filledText),
  twitter_handle: field(filledText),
  instagram_handle: field(filledText),
  tiktok_handle: field(filledText),
  website: field(filledText),
  donation: field(filledText),
  spl_usdc_payout_wallet: field(indexed(filledText)),
  coin_flair_mint: field(filledText),
  profile_type: field(profileType),
});

/** What users settle once they are there. */
export const accountFields = fieldsOf(users, {
  playlist_library: field(filledJson),
  allow_ai_attribution: field(flag, false),
  is_deactivated: field(flag, false),
});
