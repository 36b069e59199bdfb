import {
  active,
  choose,
  coalesce,
  current,
  gt,
  handler,
  members,
  openMetadata,
  reject,
  text,
  upsert,
  value,
} from "#spec";
import { developer_apps } from "#tables";
import { userIdFits } from "../../../common/ids.ts";
import { length } from "../../../common/text.ts";
import * as values from "../../../common/values.ts";
import { flagMember } from "../../../common/values.ts";
import { granteeOf, grantOf } from "../../../grant/grant.ts";
import { carriedFlag } from "../common/carried.ts";

const stored = members({ grantee_address: values.text });

/** The longest address, in characters, that the table's key holds for certain. */
const longestAddress = 255;

/**
 * A grant of the old state, with what became of it. Nobody checks who signs, nor whether grantor and grantee exist; where it is not said
 * whether it is approved, one to an app is.
 */
export const grantCreate = handler({
  entity: "Grant",
  action: "Create",
  metadata: openMetadata,
  reads: ({ tx, metadata }) => {
    const grantee = value(coalesce<string>(granteeOf(metadata), ""));
    return { grantee, app: current(developer_apps, { address: grantee }), granted: grantOf(tx.user_id, grantee) };
  },
  rules: ({ tx, metadata, grantee }) => [
    userIdFits(tx),
    reject(
      gt(length(grantee), longestAddress),
      "grantee_address_too_long",
      text`the grantee_address is longer than ${longestAddress} characters`,
    ),
    stored.wellTyped(metadata),
  ],
  writes: ({ tx, block, metadata, grantee, app, granted }) => [
    upsert(granted, {
      user_id: tx.user_id,
      grantee_address: grantee,
      is_approved: coalesce<boolean>(
        flagMember(metadata, "is_approved"),
        choose<boolean | null>(active(app), true, null),
      ),
      is_revoked: carriedFlag(metadata, "is_revoked"),
      created_at: block.time,
    }),
  ],
});
