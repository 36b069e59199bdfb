import { coalesce, gt, handler, openMetadata, reject, text, upsert, value } from "#spec";
import { userIdFits } from "../../../common/ids.ts";
import { length } from "../../../common/text.ts";
import { textMember } from "../../../common/values.ts";
import {
  addressFits,
  addressOf,
  appOf,
  descriptionOf,
  redirectUrisOf,
  replaceRedirectUris,
  storable,
} from "../../../developer-app/app.ts";
import { carriedFlag } from "../common/carried.ts";

/** The longest description that the column holds, in characters. */
const longestDescription = 255;

/** A developer app of the old state, also a deleted one, which has no name. Nobody checks who signs, nor whether it exists. */
export const developerAppCreate = handler({
  entity: "DeveloperApp",
  action: "Create",
  metadata: openMetadata,
  reads: ({ metadata }) => {
    const address = value(coalesce<string>(addressOf(metadata), ""));
    return { address, app: appOf(address), redirect_uris: value(redirectUrisOf(metadata)) };
  },
  rules: ({ tx, metadata, address }) => [
    userIdFits(tx),
    addressFits(address),
    reject(
      gt(length(textMember(metadata, "description")), longestDescription),
      "description_too_long",
      text`the description is longer than ${longestDescription} characters`,
    ),
    ...storable(tx, metadata),
  ],
  writes: ({ tx, block, metadata, address, app, redirect_uris }) => [
    upsert(app, {
      address,
      user_id: tx.user_id,
      name: coalesce<string>(textMember(metadata, "name"), ""),
      ...descriptionOf(metadata),
      is_personal_access: carriedFlag(metadata, "is_personal_access"),
      is_delete: carriedFlag(metadata, "is_delete"),
      created_at: block.time,
    }),
    replaceRedirectUris(address, redirect_uris),
  ],
});
