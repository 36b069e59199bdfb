import type { Random } from "../../random.ts";
import { oldTime } from "../time.ts";
import { distinct } from "./draws.ts";
import type { SourceUser } from "./users.ts";

export type SourceEmail = ReturnType<typeof sourceEmails>[number];
export type SourceEmailAccess = ReturnType<typeof accessTo>;

/** Makes the e-mail addresses that users left, encrypted. */
export function sourceEmails(random: Random, count: number, users: readonly SourceUser[]) {
  return distinct(count, () => {
    const email_owner_user_id = random.pick(users).user_id;
    const created_at = oldTime(random, "seconds");
    const row = { email_owner_user_id, encrypted_email: random.hex(40), created_at, updated_at: created_at };
    return [String(email_owner_user_id), row];
  });
}

function accessTo(random: Random, owner: number, receiver: number, grantor: number, created_at: string) {
  return {
    email_owner_user_id: owner,
    receiving_user_id: receiver,
    grantor_user_id: grantor,
    encrypted_key: random.hex(48),
    is_initial: random.chance(0.5),
    created_at,
    updated_at: created_at,
  };
}

/** Makes who may read which of these addresses: one in ten nobody, most the owner alone, some others as well. */
export function sourceEmailAccess(random: Random, emails: readonly SourceEmail[], users: readonly SourceUser[]) {
  return emails.flatMap(({ email_owner_user_id, created_at }) => {
    if (random.chance(0.1)) return [];
    const receivers = new Set([email_owner_user_id]);
    if (random.chance(0.3)) receivers.add(random.pick(users).user_id);
    return [...receivers].map((receiver) =>
      accessTo(random, email_owner_user_id, receiver, email_owner_user_id, created_at),
    );
  });
}

/** Makes access to addresses that are gone. The chain loses it: nobody there holds the access that it would rest on. */
export function orphanedEmailAccess(
  random: Random,
  count: number,
  emails: readonly SourceEmail[],
  users: readonly SourceUser[],
) {
  const owners = new Set(emails.map(({ email_owner_user_id }) => email_owner_user_id));
  return distinct(count, () => {
    const owner = random.pick(users).user_id;
    if (owners.has(owner)) return undefined;
    return [String(owner), accessTo(random, owner, random.pick(users).user_id, owner, oldTime(random, "seconds"))];
  });
}
