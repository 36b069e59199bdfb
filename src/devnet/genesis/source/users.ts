import type { Random } from "../../random.ts";
import { contentId, handle, place, sentence, title } from "../../texts.ts";
import { solanaWalletOf, walletOf } from "../../wallets.ts";
import { oldTime } from "../time.ts";
import { distinct, sometimes, sourceId } from "./draws.ts";

export type SourceUser = ReturnType<typeof sourceUser>;
export type SourceAssociatedWallet = ReturnType<typeof sourceAssociatedWallets>[number];
export type SourceDashboardWallet = ReturnType<typeof sourceDashboardWallets>[number];

/** Users of the source who act in the live blocks too: the first ones, complete, with keys of their own. */
export const founderCount = 16;

/** @returns the label from which a founder's wallet is derived */
export function founderLabel(userId: number): string {
  return `genesis/user/${userId}`;
}

/**
 * Makes the users of the source.
 * @param migrationAddress what comes as the wallet of a user who has none, in lower case
 */
export function sourceUsers(random: Random, seed: string, count: number, migrationAddress: string): SourceUser[] {
  const users: SourceUser[] = [];
  for (let number = 0; number < count; number += 1) {
    const user = sourceUser(random, seed, number, migrationAddress);
    const namesake = number >= founderCount && random.chance(0.01) ? random.pick(users) : undefined;
    // The old chain has users who share a handle and a wallet with another one.
    if (namesake !== undefined) {
      user.handle = namesake.handle;
      user.handle_lc = namesake.handle_lc;
      user.wallet = namesake.wallet;
    }
    users.push(user);
  }
  return users;
}

function sourceUser(random: Random, seed: string, number: number, migrationAddress: string) {
  const isFounder = number < founderCount;
  const user_id = sourceId(number);
  const created_at = oldTime(random, "seconds");
  const spelt = isFounder || random.chance(0.96) ? handle(random, number) : null;
  const ownWallet = isFounder ? walletOf(seed, founderLabel(user_id)).lower : `0x${random.hex(20)}`;
  return {
    user_id,
    is_current: true,
    handle: spelt,
    handle_lc: spelt?.toLowerCase() ?? null,
    wallet: isFounder || random.chance(0.97) ? ownWallet : migrationAddress,
    name: isFounder || random.chance(0.95) ? title(random) : null,
    bio: sometimes(random, 0.5, () => sentence(random, random.integer(2, 40))),
    location: place(random),
    profile_picture: sometimes(random, 0.2, () => contentId(random)),
    profile_picture_sizes: sometimes(random, 0.5, () => contentId(random)),
    cover_photo: sometimes(random, 0.1, () => contentId(random)),
    cover_photo_sizes: sometimes(random, 0.4, () => contentId(random)),
    twitter_handle: sometimes(random, 0.1, () => handle(random, number)),
    instagram_handle: sometimes(random, 0.2, () => handle(random, number)),
    tiktok_handle: sometimes(random, 0.05, () => handle(random, number)),
    website: sometimes(random, 0.1, () => "https://example.org/me"),
    donation: sometimes(random, 0.02, () => "https://example.org/give"),
    is_verified: random.chance(0.05),
    is_deactivated: !isFounder && random.chance(0.03),
    is_available: isFounder || random.chance(0.98),
    is_storage_v2: true,
    playlist_library: sometimes(random, 0.1, () => ({
      contents: [{ type: "playlist", playlist_id: sourceId(random.integer(0, 50)) }],
    })),
    // Nobody checks the pick: the track may be somebody else's, or not there at all.
    artist_pick_track_id: isFounder ? null : sometimes(random, 0.05, () => sourceId(random.integer(0, farTrack))),
    allow_ai_attribution: random.chance(0.02),
    spl_usdc_payout_wallet: sometimes(random, 0.05, () => solanaWalletOf(seed, `payout/${number % 8}`).address),
    profile_type: sometimes(random, 0.01, () => "label"),
    coin_flair_mint: sometimes(random, 0.01, () => solanaWalletOf(seed, `mint/${number % 4}`).address),
    created_at,
    updated_at: created_at,
  };
}

/** Artist picks name tracks up to this number. */
const farTrack = 100_000;

/** Whether other rows of a user come along: those of users without a wallet are left out, for want of a signer. */
export function hasWallet(user: SourceUser, migrationAddress: string): boolean {
  return user.wallet !== migrationAddress;
}

/** Makes the wallets that users added to their own: each is one user's, and may have been taken off again. */
export function sourceAssociatedWallets(random: Random, seed: string, count: number, users: readonly SourceUser[]) {
  return distinct(count, () => {
    const chain = random.chance(0.5) ? "eth" : "sol";
    const wallet = chain === "eth" ? `0x${random.hex(20)}` : solanaWalletOf(seed, random.hex(4)).address;
    const user_id = random.pick(users).user_id;
    return [wallet, { user_id, wallet, chain, is_current: true, is_delete: random.chance(0.1) }];
  });
}

/** Makes the wallets with which users manage the protocol. */
export function sourceDashboardWallets(random: Random, count: number, users: readonly SourceUser[]) {
  return distinct(count, () => {
    const wallet = `0x${random.hex(20)}`;
    const created_at = oldTime(random);
    const { user_id } = random.pick(users);
    return [wallet, { user_id, wallet, is_delete: random.chance(0.1), created_at, updated_at: created_at }];
  });
}
