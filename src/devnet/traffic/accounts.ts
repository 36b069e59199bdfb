import type { Random } from "../random.ts";
import { signMessage, solanaWalletOf, walletOf } from "../wallets.ts";
import type { ModelUser, World } from "../world.ts";
import { applied, type Draft, envelope, rejected, type TrafficKind } from "./draft.ts";

/** What belongs to an account: further wallets, the protocol dashboard, the e-mail address. */
export const accountTraffic: readonly TrafficKind[] = [
  { name: "associated_wallet_create", weight: 5, build: addWallet },
  { name: "associated_wallet_move", weight: 1, build: moveWallet },
  { name: "associated_wallet_delete", weight: 1, build: removeWallet },
  { name: "dashboard_wallet_create", weight: 3, build: addDashboardWallet },
  { name: "dashboard_wallet_delete", weight: 1, build: removeDashboardWallet },
  { name: "encrypted_email_add", weight: 4, build: addEmail },
  { name: "email_access_update", weight: 3, build: shareEmail },
  { name: "refused_account", weight: 3, build: refusedAccount },
];

type WalletChain = "eth" | "sol";

/** A wallet's address as clients write it, and its signature that the user id belongs to it. */
function proven(seed: string, chain: WalletChain, label: string, user: ModelUser) {
  const message = `AudiusUserID:${user.id}`;
  if (chain === "sol") {
    const wallet = solanaWalletOf(seed, label);
    return { wallet_address: wallet.address, chain, signature: wallet.sign(message) };
  }
  const wallet = walletOf(seed, label);
  return { wallet_address: wallet.address, chain, signature: signMessage(wallet, message) };
}

/** A user adds a wallet; another user's hold on it ends. */
function associate(world: World, random: Random, user: ModelUser, chain: WalletChain, label: string): Draft {
  const data = proven(world.seed, chain, label, user);
  world.associatedWallets.set(`${chain}:${data.wallet_address}`, { user, chain, label });
  return applied(user, {
    entityType: "AssociatedWallet",
    entityId: 0,
    action: "Create",
    metadata: envelope(random, data),
  });
}

function addWallet(world: World, random: Random): Draft | undefined {
  const user = random.favourite(world.natives);
  if (user === undefined) return undefined;
  const chain = random.chance(0.5) ? "eth" : "sol";
  return associate(world, random, user, chain, `associated/${user.id}/${random.integer(0, 3)}`);
}

function moveWallet(world: World, random: Random): Draft | undefined {
  const user = random.favourite(world.natives);
  const found = random.favourite([...world.associatedWallets.values()]);
  if (user === undefined || found === undefined) return undefined;
  return associate(world, random, user, found.chain, found.label);
}

function removeWallet(world: World, random: Random): Draft | undefined {
  const [key, found] = random.favourite([...world.associatedWallets]) ?? [];
  if (key === undefined || found === undefined) return undefined;
  world.associatedWallets.delete(key);
  const data = { wallet_address: key.slice(key.indexOf(":") + 1), chain: found.chain };
  return applied(found.user, {
    entityType: "AssociatedWallet",
    entityId: 0,
    action: "Delete",
    metadata: envelope(random, data),
  });
}

/** Either side may send it: whoever does not sign the transaction signs a message in it. */
function addDashboardWallet(world: World, random: Random): Draft | undefined {
  const user = random.favourite(world.natives);
  if (user === undefined || user.handle === null) return undefined;
  const wallet = walletOf(world.seed, `dashboard/${user.id}/${world.dashboardWallets.size}`);
  world.dashboardWallets.set(wallet.lower, { user, isDeleted: false });
  const seconds = world.moment.seconds - random.integer(0, 200);
  const subject = { entityType: "DashboardWalletUser", entityId: 0, action: "Create" };
  if (random.chance(0.5)) {
    const message = `Connecting Audius protocol dashboard wallet ${wallet.lower} at ${seconds}`;
    const metadata = JSON.stringify({
      wallet: wallet.lower,
      user_signature: { message, signature: signMessage(user.wallet, message) },
    });
    return applied(user, { ...subject, metadata, signer: wallet.address });
  }
  const who = random.chance(0.5) ? `id ${user.id}` : `@${user.handle}`;
  const message = `Connecting Audius user ${who} at ${seconds}`;
  const metadata = JSON.stringify({
    wallet: wallet.address,
    wallet_signature: { message, signature: signMessage(wallet, message) },
  });
  return applied(user, { ...subject, metadata });
}

function removeDashboardWallet(world: World, random: Random): Draft | undefined {
  const live = [...world.dashboardWallets].filter(([, { isDeleted }]) => !isDeleted);
  const [wallet, held] = random.favourite(live) ?? [];
  if (wallet === undefined || held === undefined) return undefined;
  held.isDeleted = true;
  const metadata = JSON.stringify({ wallet });
  return applied(held.user, { entityType: "DashboardWalletUser", entityId: 0, action: "Delete", metadata });
}

/** Lets somebody read an e-mail address, in the name of somebody who may already. */
function access(world: World, random: Random, owner: ModelUser, grantor: number, receiver: number) {
  world.emailAccess.add(`${owner.id}:${receiver}:${grantor}`);
  world.encryptedEmails.get(owner.id)?.readers.add(receiver);
  return { receiving_user_id: receiver, grantor_user_id: grantor, encrypted_key: random.hex(48) };
}

/** A second address for the same owner is accepted and changes nothing. */
function addEmail(world: World, random: Random): Draft | undefined {
  const owner = random.favourite(world.natives);
  const other = random.favourite(world.users);
  if (owner === undefined || other === undefined) return undefined;
  const isNew = !world.encryptedEmails.has(owner.id);
  if (isNew) world.encryptedEmails.set(owner.id, { owner, readers: new Set() });
  const receivers = [...new Set([owner.id, other.id])];
  const metadata = envelope(random, {
    email_owner_user_id: owner.id,
    encrypted_email: random.hex(40),
    access_grants: receivers.map((receiver) =>
      isNew
        ? access(world, random, owner, owner.id, receiver)
        : { receiving_user_id: receiver, grantor_user_id: owner.id, encrypted_key: random.hex(48) },
    ),
  });
  return applied(owner, { entityType: "EncryptedEmail", entityId: 0, action: "AddEmail", metadata });
}

function shareEmail(world: World, random: Random): Draft | undefined {
  const email = random.favourite([...world.encryptedEmails.values()]);
  const receiver = random.favourite(world.users);
  if (email === undefined || receiver === undefined) return undefined;
  const { owner, readers } = email;
  const grantor = random.pick([...readers]);
  const access_grants = [access(world, random, owner, grantor, receiver.id)];
  const metadata = envelope(random, { email_owner_user_id: owner.id, access_grants });
  return applied(owner, { entityType: "EmailAccess", entityId: 0, action: "Update", metadata });
}

function refusedAccount(world: World, random: Random): Draft | undefined {
  const user = random.favourite(world.natives);
  const other = random.favourite(world.natives);
  if (user === undefined || other === undefined || user === other) return undefined;
  const label = `associated/refused/${user.id}`;
  const associatedWallet = (action: string, data: Record<string, unknown>, reason: string) =>
    rejected(user, { entityType: "AssociatedWallet", entityId: 0, action, metadata: envelope(random, data) }, reason);
  switch (random.integer(0, 4)) {
    case 0:
      return associatedWallet("Create", proven(world.seed, "eth", label, other), "signed for another user");
    case 1:
      return associatedWallet("Create", proven(world.seed, "sol", label, other), "signed for another user");
    case 2: {
      const data = { wallet_address: walletOf(world.seed, label).address, chain: "eth" };
      return associatedWallet("Delete", data, "not the user's wallet");
    }
    case 3: {
      const wallet = walletOf(world.seed, `dashboard/refused/${user.id}`);
      const message = `Connecting Audius user id ${user.id} at ${world.moment.seconds - 3600}`;
      const wallet_signature = { message, signature: signMessage(wallet, message) };
      const metadata = JSON.stringify({ wallet: wallet.lower, wallet_signature });
      const subject = { entityType: "DashboardWalletUser", entityId: 0, action: "Create", metadata };
      return rejected(user, subject, "signed an hour ago");
    }
    default: {
      const access_grants = [{ receiving_user_id: other.id, grantor_user_id: other.id, encrypted_key: random.hex(48) }];
      if (world.encryptedEmails.get(user.id)?.readers.has(other.id)) return undefined;
      const metadata = envelope(random, { email_owner_user_id: user.id, access_grants });
      return rejected(
        user,
        { entityType: "EmailAccess", entityId: 0, action: "Update", metadata },
        "grantor has no access",
      );
    }
  }
}
