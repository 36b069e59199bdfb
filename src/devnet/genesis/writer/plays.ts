import type { Random } from "../../random.ts";
import { at } from "../../traffic/network.ts";
import type { Entry, MigrationEntry } from "../entry.ts";
import type { SourcePlay, SourcePlayCount } from "../source/plays.ts";
import { playsPerTransaction } from "../source/state.ts";
import { epochSeconds, nanosOf } from "../time.ts";

/** How often a track was played beyond the single plays that follow. It is nobody's: the migration key stands as the signer. */
export function playCountEntry({ play_item_id, delta }: SourcePlayCount, migrationAddress: string): MigrationEntry {
  return {
    kind: "migration",
    userId: 0,
    entityType: "PlayCount",
    entityId: play_item_id,
    action: "Reconcile",
    signer: migrationAddress,
    metadata: () => ({ delta }),
  };
}

/** The single plays, oldest first, twenty in a transaction. A node's signature of them was not kept. */
export function playEntries(plays: readonly SourcePlay[]): Entry[] {
  const sorted = [...plays].sort((one, other) => (one.created_at < other.created_at ? -1 : 1));
  const entries: Entry[] = [];
  for (let start = 0; start < sorted.length; start += playsPerTransaction) {
    const some = sorted.slice(start, start + playsPerTransaction);
    const payload = () => ({ case: "plays" as const, value: { plays: some.map(playMessage) } });
    entries.push({ kind: "other", type: "play", plays: some.length, payload });
  }
  return entries;
}

function playMessage({ user_id, play_item_id, created_at, city, region, country }: SourcePlay) {
  return {
    userId: user_id === null ? "" : String(user_id),
    trackId: String(play_item_id),
    timestamp: at(epochSeconds(created_at), nanosOf(created_at)),
    city,
    region,
    country,
  };
}

/** Pools of rewards and the rewards in them, as the old chain had them, signatures and all. */
export function rewardEntries(random: Random, count: number): Entry[] {
  return Array.from({ length: count }, (_, index) => {
    const signature = random.hex(65);
    const rewardsManagerPubkey = random.hex(32);
    if (index < count / 4) {
      const create = { rewardsManagerPubkey, authorities: [`0x${random.hex(20)}`] };
      const body = { deadlineBlockHeight: 1_000_000n, action: { case: "create" as const, value: create } };
      const payload = () => ({ case: "rewardPool" as const, value: { body, signature } });
      return { kind: "other", type: "reward_pool", plays: 0, payload };
    }
    const create = { rewardId: `r${index}`, name: "weekly listener", amount: 5n, rewardsManagerPubkey };
    const body = { deadlineBlockHeight: 1_000_000n, action: { case: "create" as const, value: create } };
    const payload = () => ({ case: "reward" as const, value: { body, signature } });
    return { kind: "other", type: "reward", plays: 0, payload };
  });
}
