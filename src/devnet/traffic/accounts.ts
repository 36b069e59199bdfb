import type { Random } from "../random.ts";
import { signMessage, solanaWalletOf, walletOf } from "../wallets.ts";
import type { ModelUser, World } from "../world.ts";
import { applied, type Draft, envelope, metadataOf, rejected, type TrafficKind } from "./draft.ts";

/** What belongs to an account: further wallets, the protocol dashboard, the e-mail address. */
export const accountTraffic: readonly TrafficKind[] = [
  { name: "associated_wallet_create", weight: 5, build: addWallet },
  { name: "associated_wallet_move", weight: 1, build: moveWallet },
  { name: "associated_wallet_delete", weight: 1, build: removeWallet },
  { name: "dashboard_wallet_create", weight: 3, build: addDashboardWallet },
  { name: "dashboard_wallet_delete", weight: 1, build: removeDashboardWallet },
  { name: "encrypted_email_add", weight: 4, build: addEmail },
  { name: "email_access_update", weight: 3, build: shareEmail },
];

export type WalletChain = "eth" | "sol";

/** The metadata by which a user shows that a wallet is theirs, in either of the two forms that clients send. */
export function walletProof(random: Random, seed: string, chain: WalletChain, label: string, user: ModelUser): string {
  const sol = chain === "sol" ? solanaWalletOf(seed, label) : undefined;
  const eth = walletOf(seed, label);
  const address = sol?.address ?? eth.address;
  if (random.chance(0.5)) {
    const message = `AudiusUserID:${user.id}`;
    const signature = sol?.sign(message) ?? signMessage(eth, message);
    return envelope(random, { wallet_address: address, chain, signature });
  }
  const message = `I am user ${user.id} of the devnet`;
  const signature = sol === undefined ? signMessage(eth, message) : base64(sol.sign(message));
  return metadataOf(random, { wallet: address, chain, wallet_signature: { message, signature } });
}

function base64(hex: string): string {
  return Buffer.from(hex, "hex").toString("base64");
}

/** A user adds a wallet, or takes it back; another user's hold on it ends. */
function associate(world: World, random: Random, user: ModelUser, chain: WalletChain, label: string): Draft {
  const metadata = walletProof(random, world.seed, chain, label, user);
  const address = chain === "sol" ? solanaWalletOf(world.seed, label).address : walletOf(world.seed, label).lower;
  for (const held of world.associatedWallets.values()) if (held.address === address) held.isCurrent = false;
  world.associatedWallets.set(`${user.id}:${address}`, { user, chain, address, label, isCurrent: true });
  return applied(user, { entityType: "AssociatedWallet", entityId: 0, action: "Create", metadata });
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

/** Who does not hold the wallet now cannot give it up. */
function removeWallet(world: World, random: Random): Draft | undefined {
  const found = random.favourite([...world.associatedWallets.values()]);
  if (found === undefined) return undefined;
  const { user, chain, address: wallet } = found;
  const metadata = random.chance(0.5) ? JSON.stringify({ wallet }) : metadataOf(random, { wallet, chain });
  const subject = { entityType: "AssociatedWallet", entityId: 0, action: "Delete", metadata };
  if (!found.isCurrent) return rejected(user, subject, "not held any more");
  found.isCurrent = false;
  return applied(user, subject);
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

/** A wallet is given up once. */
function removeDashboardWallet(world: World, random: Random): Draft | undefined {
  const [wallet, held] = random.favourite([...world.dashboardWallets]) ?? [];
  if (wallet === undefined || held === undefined) return undefined;
  const metadata = JSON.stringify({ wallet });
  const subject = { entityType: "DashboardWalletUser", entityId: 0, action: "Delete", metadata };
  if (held.isDeleted) return rejected(held.user, subject, "given up already");
  held.isDeleted = true;
  return applied(held.user, subject);
}

/** Lets somebody read an e-mail address, in the name of somebody who may already. */
function access(world: World, random: Random, owner: ModelUser, grantor: number, receiver: number) {
  world.emailAccess.add(`${owner.id}:${receiver}:${grantor}`);
  world.encryptedEmails.get(owner.id)?.readers.add(receiver);
  const kind = random.pick([{ is_initial: true }, { is_initial: false }, {}]);
  return { receiving_user_id: receiver, grantor_user_id: grantor, encrypted_key: random.hex(48), ...kind };
}

/** A second address for the same owner is accepted and changes nothing. With an address comes who may read it: nobody, even. */
function addEmail(world: World, random: Random): Draft | undefined {
  const owner = random.favourite(world.natives);
  const other = random.favourite(world.users);
  if (owner === undefined || other === undefined) return undefined;
  const isNew = !world.encryptedEmails.has(owner.id);
  if (isNew) world.encryptedEmails.set(owner.id, { owner, readers: new Set() });
  const receivers = random.chance(0.1) ? [] : [...new Set([owner.id, other.id])];
  const metadata = metadataOf(random, {
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

/** Who may read an address lets others read it, and these, in the same transaction, others again. */
function shareEmail(world: World, random: Random): Draft | undefined {
  const email = random.favourite([...world.encryptedEmails.values()]);
  const receiver = random.favourite(world.users);
  const second = random.favourite(world.users);
  if (email === undefined || receiver === undefined || second === undefined) return undefined;
  const { owner, readers } = email;
  if (readers.size === 0) return undefined;
  const access_grants = [access(world, random, owner, random.pick([...readers]), receiver.id)];
  if (random.chance(0.3)) access_grants.push(access(world, random, owner, receiver.id, second.id));
  const metadata = metadataOf(random, { email_owner_user_id: owner.id, access_grants });
  return applied(owner, { entityType: "EmailAccess", entityId: 0, action: "Update", metadata });
}
