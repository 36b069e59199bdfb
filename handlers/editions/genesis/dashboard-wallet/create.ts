import { handler, openMetadata } from "#spec";
import { assign, assignmentReads, assignmentRules } from "../../../dashboard-wallet/wallet.ts";
import { carriedFlag } from "../common/carried.ts";

/** A dashboard wallet of the old state, also one that was given up. What the other of the two signed is not carried. */
export const dashboardWalletUserCreate = handler({
  entity: "DashboardWalletUser",
  action: "Create",
  metadata: openMetadata,
  reads: assignmentReads,
  rules: assignmentRules,
  writes: (given) => [assign(given, carriedFlag(given.metadata, "is_delete"))],
});
