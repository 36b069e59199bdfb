import { users } from "../../codegen/generated/tables.ts";
import { field, fieldsOf, read } from "../../codegen/spec/index.ts";

/**
 * What users say of themselves. Not in the table, since nobody changes them so: handle, wallet, is_verified, is_available,
 * profile_picture and cover_photo.
 */
export const userFields = fieldsOf(users, {
  name: field(read.checkedText),
  bio: field(read.checkedText),
  location: field(read.checkedText),
  profile_picture_sizes: field(read.checkedText),
  cover_photo_sizes: field(read.checkedText),
  website: field(read.text),
  donation: field(read.text),
  twitter_handle: field(read.text),
  instagram_handle: field(read.text),
  tiktok_handle: field(read.text),
  verified_with_twitter: field(read.flag, false),
  verified_with_instagram: field(read.flag, false),
  verified_with_tiktok: field(read.flag, false),
  artist_pick_track_id: field(read.checkedInteger),
  playlist_library: field(read.jsonAsIs),
  profile_type: field(read.enumeration("profile_type_enum", ["label"])),
  allow_ai_attribution: field(read.flag, false),
  spl_usdc_payout_wallet: field(read.text),
  has_collectibles: field(read.flag, false),
  is_deactivated: field(read.flag, false),
  is_storage_v2: field(read.flag, false),
  creator_node_endpoint: field(read.text),
  primary_id: field(read.integer),
  secondary_ids: field(read.integers),
  replica_set_update_signer: field(read.text),
  user_storage_account: field(read.text),
  user_authority_account: field(read.text),
});
