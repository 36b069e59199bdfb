/**
 * The families that have handlers, as `npm run cases -- --families` takes them. The recordings hold all families of the network;
 * until the last one has its handler, the tests run those whose every transaction is of these, or claimed by no handler at all.
 */
export const IMPLEMENTED_FAMILIES = [
  "User *",
  "Track Create",
  "Track Update",
  "Track Delete",
  ...["Follow", "Unfollow", "Save", "Unsave", "Repost", "Unrepost", "Subscribe", "Unsubscribe", "Share"].map(
    (action) => `* ${action}`,
  ),
].join(",");
