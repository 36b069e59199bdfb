import { current, type Expression, ensure, isNotNull, type Metadata, members, type Row } from "#spec";
import { grants } from "#tables";
import { lower } from "../common/text.ts";
import * as values from "../common/values.ts";
import { textMember } from "../common/values.ts";

const stored = members({ grantee_address: values.text });

/** The address of the developer app or manager, in lower case; NULL where the metadata does not name one. */
export function granteeOf(metadata: Metadata): Expression<string | null> {
  return lower(textMember(metadata, "grantee_address"));
}

/** The metadata names an app or a manager. */
export function granteeNamed(metadata: Metadata, grantee: Expression<string | null>) {
  return [
    ensure(isNotNull(grantee), "grantee_address_missing", "the metadata names no grantee"),
    stored.wellTyped(metadata),
  ];
}

/** What a user has granted to an address: one row, whatever became of it. */
export function grantOf(user_id: Expression<number | null>, grantee: Expression<string | null>): Row<"grants"> {
  return current(grants, { grantee_address: grantee, user_id });
}
