import { field, fieldsOf, onlyOnUpdate, read } from "#spec";
import { users } from "#tables";

/**
 * What users say of themselves. Not in the table, since nobody changes them so: handle, wallet, is_verified, is_available,
 * profile_picture and cover_photo. A new user is_storage_v2, whatever they say.
 */
export const userFields = fieldsOf(users, {
  name: field(read.checkedText),
  bio: field(read.checkedText),
  location: field(read.checkedText),
  profile_picture_sizes: field(read.checkedText),
  cover_photo_sizes: field(read.checkedText),
  website: field(read.anyText),
  donation: field(read.anyText),
  twitter_handle: field(read.anyText),
  instagram_handle: field(read.anyText),
  tiktok_handle: field(read.anyText),
  verified_with_twitter: field(read.flag, false),
  verified_with_instagram: field(read.flag, false),
  verified_with_tiktok: field(read.flag, false),
  artist_pick_track_id: field(read.checkedInteger),
  playlist_library: field(read.jsonAsIs),
  profile_type: field(read.enumeration("profile_type_enum", ["label"])),
  allow_ai_attribution: field(read.flag, false),
  spl_usdc_payout_wallet: field(read.anyText),
  has_collectibles: field(read.flag, false),
  is_deactivated: field(read.flag, false),
  is_storage_v2: onlyOnUpdate(read.flag, false),
  creator_node_endpoint: field(read.anyText),
  primary_id: field(read.anyInteger),
  secondary_ids: field(read.anyIntegers),
  replica_set_update_signer: field(read.anyText),
  user_storage_account: field(read.anyText),
  user_authority_account: field(read.anyText),
});
