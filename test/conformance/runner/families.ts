import type { RecordedEdition } from "./case-format.ts";

/** A transaction's entity type and action, as one name: "Track Create". */
export type FamilyName = string;

/** Whose rules judge a transaction: those of its recording's edition, of the genesis range those of genesis. */
export type JudgingEdition = RecordedEdition | "genesis";

/** What names a transaction's family. */
export interface FamilyMember {
  readonly entity_type: string;
  readonly action: string;
  readonly kind?: "manage_entity_migration" | undefined;
}

/** What of a recording says of which families it is. */
export interface FamilyHolder {
  readonly edition: RecordedEdition;
  readonly blocks: readonly { readonly txs: readonly FamilyMember[] }[];
}

/** The actions that a handler of both live editions claims, by entity type. */
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
};

/** Those that one of them alone claims (editions.md, E10). */
const ONLY_CLAIMED_IN: Readonly<Record<RecordedEdition, Readonly<Record<string, readonly string[]>>>> = {
  "2025": { Tip: ["Update"], Collectibles: ["Create", "Update"] },
  "2026": { TrackCollaborator: ["Approve", "Reject"] },
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

/** The edition whose rules judge a transaction of a recording. */
export function judgedBy(transaction: FamilyMember, recording: Pick<FamilyHolder, "edition">): JudgingEdition {
  return transaction.kind === "manage_entity_migration" ? "genesis" : recording.edition;
}

/** The name of a transaction's family. */
export function familyName(transaction: { entity_type: string; action: string }): FamilyName {
  return `${transaction.entity_type} ${transaction.action}`;
}

/**
 * Whether a handler claims this (entity type, action) pair; the others are skipped silently. In the genesis range none is: a pair without
 * a handler is refused there.
 */
export function isClaimed(transaction: FamilyMember, edition: JudgingEdition): boolean {
  if (edition === "genesis" || SOCIAL_ACTIONS.includes(transaction.action)) return true;
  return [CLAIMED_ACTIONS, ONLY_CLAIMED_IN[edition]].some(
    (actions) =>
      Object.hasOwn(actions, transaction.entity_type) &&
      (actions[transaction.entity_type]?.includes(transaction.action) ?? false),
  );
}

/**
 * Makes the test behind `--families`: whether every transaction belongs to one of the given families, or is claimed by no handler.
 *
 * @param patterns "User Create", "Track *", "* Follow", separated by commas
 * @throws Error when a pattern is not two words, naming it
 */
export function familyFilter(patterns: string): (recording: FamilyHolder) => boolean {
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
  return (recording) =>
    recording.blocks
      .flatMap(({ txs }) => txs)
      .every(
        (transaction) =>
          !isClaimed(transaction, judgedBy(transaction, recording)) ||
          wanted.some(
            ({ entityType, action }) => fits(entityType, transaction.entity_type) && fits(action, transaction.action),
          ),
      );
}
