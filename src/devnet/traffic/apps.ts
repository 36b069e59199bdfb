import type { Random } from "../random.ts";
import { properName, sentence } from "../texts.ts";
import { signMessage, walletOf } from "../wallets.ts";
import type { ModelDeveloperApp, ModelGrant, ModelUser, World } from "../world.ts";
import { applied, type Draft, metadataOf, pair, rejected, type TrafficKind } from "./draft.ts";
import { updated } from "./users.ts";

/** Developer apps, and what users allow them and each other to do in their name. */
export const appTraffic: readonly TrafficKind[] = [
  { name: "developer_app_create", weight: 5, build: createApp },
  { name: "developer_app_update", weight: 2, build: updateApp },
  { name: "developer_app_delete", weight: 1, build: deleteApp },
  { name: "grant_create_app", weight: 5, build: grantApp },
  { name: "grant_create_manager", weight: 3, build: grantManager },
  { name: "grant_approve", weight: 2, build: (world, random) => answerGrant(world, random, "Approve") },
  { name: "grant_reject", weight: 1, build: (world, random) => answerGrant(world, random, "Reject") },
  { name: "grant_delete", weight: 2, build: revokeGrant },
  { name: "granted_action", weight: 8, build: actByGrant },
];

/** An app may prove its key: it signs that it is being created, and when. */
export function proof(app: ModelDeveloperApp["wallet"], seconds: number) {
  const message = `Creating Audius developer app at ${seconds}`;
  return { message, signature: signMessage(app, message) };
}

/** The addresses to which an app sends users back: up to three, or a list that does not count, which leaves those that it has. */
function redirects(random: Random, before: number): { uris?: unknown; count: number } {
  const kind = random.fraction();
  if (kind < 0.4) return { count: before };
  if (kind < 0.5)
    return { uris: random.pick([["https://example.org/back", 5], "https://example.org/back"]), count: before };
  if (kind < 0.6) return { uris: null, count: 0 };
  const count = random.integer(0, 3);
  return { uris: Array.from({ length: count }, (_, index) => `https://example.org/back/${index}`), count };
}

function withRedirects(random: Random, app: ModelDeveloperApp): { redirect_uris?: unknown } {
  const { uris, count } = redirects(random, app.redirectUris);
  app.redirectUris = count;
  return uris === undefined ? {} : { redirect_uris: uris };
}

/** A new app, or one that was deleted, under its old address. */
function createApp(world: World, random: Random): Draft | undefined {
  const owner = random.favourite(world.natives);
  if (owner === undefined) return undefined;
  const gone = random.chance(0.1) ? world.apps.find(({ isDeleted }) => isDeleted) : undefined;
  const app = gone ?? newApp(world, owner);
  app.isDeleted = false;
  app.name = properName(random);
  const seconds = world.moment.seconds - random.integer(1, 600);
  const metadata = JSON.stringify({
    name: app.name,
    description: random.chance(0.6) ? sentence(random, 8) : null,
    image_url: random.pick(["https://example.org/icon.png", "not an address", null]),
    ...(random.chance(0.3) ? { is_personal_access: false } : {}),
    address: random.chance(0.5) ? app.wallet.address : app.wallet.lower,
    ...(random.chance(0.5) ? { app_signature: proof(app.wallet, seconds) } : {}),
    ...withRedirects(random, app),
  });
  return applied(app.owner, { entityType: "DeveloperApp", entityId: 0, action: "Create", metadata });
}

function newApp(world: World, owner: ModelUser): ModelDeveloperApp {
  const wallet = walletOf(world.seed, `app/${owner.id}/${world.apps.length}`);
  const app = { wallet, owner, name: "", redirectUris: 0, isDeleted: false };
  world.apps.push(app);
  return app;
}

function liveApp(world: World, random: Random): ModelDeveloperApp | undefined {
  const app = random.favourite(world.apps);
  return app?.isDeleted === false ? app : undefined;
}

function updateApp(world: World, random: Random): Draft | undefined {
  const app = liveApp(world, random);
  if (app === undefined) return undefined;
  app.name = properName(random);
  const metadata = JSON.stringify({
    address: app.wallet.address,
    name: app.name,
    description: sentence(random, 6),
    ...withRedirects(random, app),
  });
  return applied(app.owner, { entityType: "DeveloperApp", entityId: 0, action: "Update", metadata });
}

/** An app is deleted once, and has no name from then on. Where it sends users back stays. */
function deleteApp(world: World, random: Random): Draft | undefined {
  const app = random.favourite(world.apps);
  if (app === undefined) return undefined;
  const metadata = JSON.stringify({ address: app.wallet.address });
  const subject = { entityType: "DeveloperApp", entityId: 0, action: "Delete", metadata };
  if (app.isDeleted) return rejected(app.owner, subject, "deleted already");
  app.isDeleted = true;
  app.name = "";
  return applied(app.owner, subject);
}

/** Writes a grant, also one that was revoked before. Undefined where one stands. */
function grant(world: World, random: Random, granted: ModelGrant, address: string): Draft | undefined {
  const key = pair(address.toLowerCase(), granted.grantor.id);
  if (world.grants.get(key)?.isRevoked === false) return undefined;
  world.grants.set(key, granted);
  const metadata = JSON.stringify({ grantee_address: random.chance(0.5) ? address : address.toLowerCase() });
  return applied(granted.grantor, { entityType: "Grant", entityId: 0, action: "Create", metadata });
}

/** A grant to an app holds at once. */
function grantApp(world: World, random: Random): Draft | undefined {
  const grantor = random.favourite(world.natives);
  const app = liveApp(world, random);
  if (grantor === undefined || app === undefined) return undefined;
  return grant(world, random, { grantor, app, manager: null, isApproved: true, isRevoked: false }, app.wallet.address);
}

/** A grant to another user holds once that user approves it. */
function grantManager(world: World, random: Random): Draft | undefined {
  const grantor = random.favourite(world.natives);
  const manager = random.favourite(world.users);
  if (grantor === undefined || manager === undefined || grantor === manager) return undefined;
  return grant(
    world,
    random,
    { grantor, app: null, manager, isApproved: null, isRevoked: false },
    manager.wallet.address,
  );
}

/** Gives the grants that are not revoked, of a wanted kind. */
export function openGrants(world: World, isWanted: (grant: ModelGrant) => boolean): ModelGrant[] {
  return [...world.grants.values()].filter((candidate) => !candidate.isRevoked && isWanted(candidate));
}

function answerGrant(world: World, random: Random, action: "Approve" | "Reject"): Draft | undefined {
  const open = random.favourite(
    openGrants(world, ({ manager, isApproved }) => manager !== null && isApproved === null),
  );
  if (open === undefined || open.manager === null) return undefined;
  open.isApproved = action === "Approve";
  open.isRevoked = action === "Reject";
  const named = random.chance(0.7) ? { grantee_address: open.manager.wallet.address } : {};
  const metadata = JSON.stringify({ grantor_user_id: open.grantor.id, ...named });
  return applied(open.manager, { entityType: "Grant", entityId: 0, action, metadata });
}

function revokeGrant(world: World, random: Random): Draft | undefined {
  const found = random.favourite(openGrants(world, () => true));
  if (found === undefined) return undefined;
  found.isRevoked = true;
  return applied(found.grantor, {
    entityType: "Grant",
    entityId: 0,
    action: "Delete",
    metadata: JSON.stringify({ grantee_address: granteeOf(found)?.address }),
  });
}

/** Gives the wallet to which something was granted. */
export function granteeOf(granted: ModelGrant) {
  return granted.app?.wallet ?? granted.manager?.wallet;
}

/** Whether the grantee may sign for the grantor: an app while it exists, a manager once the manager approved. */
function isUsable({ app, isApproved, isRevoked }: ModelGrant): boolean {
  return !isRevoked && (app === null ? isApproved === true : !app.isDeleted);
}

/** An app or a manager signs for the user. What the grant does not cover is refused. */
function actByGrant(world: World, random: Random): Draft | undefined {
  const granted = random.favourite(random.chance(0.8) ? openGrants(world, isUsable) : [...world.grants.values()]);
  const signer = granted && granteeOf(granted)?.address;
  if (granted === undefined || signer === undefined) return undefined;
  const { grantor } = granted;
  const bio = sentence(random, 6);
  const metadata = metadataOf(random, { bio });
  if (!isUsable(granted)) {
    const subject = { entityType: "User", entityId: grantor.id, action: "Update", metadata, signer };
    return rejected(grantor, subject, "grant is revoked, not approved, or of a deleted app");
  }
  grantor.bio = bio;
  return updated(grantor, metadata, signer);
}
