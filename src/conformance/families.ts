/** A transaction's entity type and action, as one name: "Track Create". */
export type FamilyName = string;

/** The actions that a handler claims, by entity type: the 53 handlers of the network and Collectibles. */
const CLAIMED_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  User: ["Create", "Update", "Verify", "Mute", "Unmute"],
  Track: ["Create", "Update", "Delete", "Download", "Mute", "Unmute"],
  Playlist: ["Create", "Update", "Delete"],
  Comment: ["Create", "Update", "Delete", "React", "Unreact", "Pin", "Unpin", "Report", "Mute", "Unmute"],
  Notification: ["Create", "View", "ViewPlaylist"],
  DeveloperApp: ["Create", "Update", "Delete"],
  Grant: ["Create", "Delete", "Approve", "Reject"],
  Event: ["Create", "Update", "Delete"],
  EncryptedEmail: ["AddEmail"],
  EmailAccess: ["Update"],
  AssociatedWallet: ["Create", "Delete"],
  DashboardWalletUser: ["Create", "Delete"],
  Tip: ["Update"],
  Collectibles: ["Create", "Update"],
};

/** Actions that claim every entity type (decisions.md, "Social actions"). */
const SOCIAL_ACTIONS: readonly string[] = [
  "Follow",
  "Unfollow",
  "Save",
  "Unsave",
  "Repost",
  "Unrepost",
  "Subscribe",
  "Unsubscribe",
  "Share",
];

/** The name of a transaction's family. */
export function familyName(transaction: { entity_type: string; action: string }): FamilyName {
  return `${transaction.entity_type} ${transaction.action}`;
}

/** Whether some handler of the network claims this (entity type, action) pair; the others are skipped silently. */
export function isClaimed(transaction: { entity_type: string; action: string }): boolean {
  if (SOCIAL_ACTIONS.includes(transaction.action)) return true;
  const actions = Object.hasOwn(CLAIMED_ACTIONS, transaction.entity_type)
    ? CLAIMED_ACTIONS[transaction.entity_type]
    : undefined;
  return actions?.includes(transaction.action) ?? false;
}

/**
 * Makes the test behind `--families`: whether every transaction belongs to one of the given families, or to none at all.
 *
 * @param patterns "User Create", "Track *", "* Follow", separated by commas
 * @throws Error when a pattern is not two words, naming it
 */
export function familyFilter(
  patterns: string,
): (transactions: readonly { entity_type: string; action: string }[]) => boolean {
  const wanted = patterns.split(",").map((pattern) => {
    const words = pattern.trim().split(/\s+/);
    const [entityType, action] = words;
    if (entityType === undefined || action === undefined || words.length !== 2) {
      throw new Error(
        `a family is an entity type and an action, such as "Track Create" or "* Follow", not "${pattern}"`,
      );
    }
    return { entityType, action };
  });
  const fits = (word: string, value: string): boolean => word === "*" || word === value;
  return (transactions) =>
    transactions.every(
      (transaction) =>
        !isClaimed(transaction) ||
        wanted.some(
          ({ entityType, action }) => fits(entityType, transaction.entity_type) && fits(action, transaction.action),
        ),
    );
}
