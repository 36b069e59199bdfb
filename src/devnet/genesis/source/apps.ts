import type { Random } from "../../random.ts";
import { sentence, title } from "../../texts.ts";
import { oldTime } from "../time.ts";
import { distinct, sometimes } from "./draws.ts";
import type { SourceUser } from "./users.ts";

export type SourceApp = ReturnType<typeof sourceApps>[number];
export type SourceGrant = ReturnType<typeof sourceGrants>[number];

/** Makes developer apps, also deleted ones, which have lost their name. */
export function sourceApps(random: Random, count: number, users: readonly SourceUser[]) {
  return Array.from({ length: count }, () => {
    const is_delete = random.chance(0.15);
    const created_at = oldTime(random);
    return {
      address: `0x${random.hex(20)}`,
      user_id: random.pick(users).user_id,
      name: is_delete && random.chance(0.5) ? "" : title(random),
      description: sometimes(random, 0.5, () => sentence(random, 10)),
      image_url: sometimes(random, 0.4, () => "https://example.org/icon.png"),
      is_personal_access: random.chance(0.1),
      is_current: true,
      is_delete,
      created_at,
      updated_at: created_at,
    };
  });
}

/** Makes grants, to apps and to users, open, approved and revoked; the newest of each pair alone is carried. */
export function sourceGrants(random: Random, count: number, apps: readonly SourceApp[], users: readonly SourceUser[]) {
  return distinct(count, () => {
    const app = random.chance(0.7) ? random.favourite(apps) : undefined;
    const grantee_address = app?.address ?? random.pick(users).wallet;
    const { user_id } = random.pick(users);
    const is_revoked = random.chance(0.2);
    const created_at = oldTime(random);
    // A grant to a user is open until that user answers.
    const is_approved = app === undefined ? random.pick([null, true, false]) : random.chance(0.95);
    const row = { grantee_address, user_id, is_revoked, is_approved, is_current: true, created_at };
    return [`${grantee_address}/${user_id}`, { ...row, updated_at: created_at }];
  });
}
