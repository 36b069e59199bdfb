import type { Random } from "../random.ts";
import { sentence, title } from "../texts.ts";
import { signMessage, walletOf } from "../wallets.ts";
import type { ModelDeveloperApp, ModelGrant, ModelUser, World } from "../world.ts";
import { applied, type Draft, envelope, pair, rejected, type Subject, type TrafficKind } from "./draft.ts";

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
  { name: "refused_app", weight: 4, build: refusedApp },
];

const mostApps = 5;

function appsOf(world: World, owner: ModelUser): ModelDeveloperApp[] {
  return world.apps.filter((app) => app.owner === owner && !app.isDeleted);
}

/** The app proves its key: it signs that it is being created, and when. */
function proof(app: ModelDeveloperApp["wallet"], seconds: number) {
  const message = `Creating Audius developer app at ${seconds}`;
  return { message, signature: signMessage(app, message) };
}

function createApp(world: World, random: Random): Draft | undefined {
  const owner = random.favourite(world.natives);
  if (owner === undefined || appsOf(world, owner).length >= mostApps) return undefined;
  const wallet = walletOf(world.seed, `app/${owner.id}/${world.apps.length}`);
  const app = { wallet, owner, name: title(random), isDeleted: false };
  world.apps.push(app);
  const metadata = JSON.stringify({
    name: app.name,
    description: random.chance(0.6) ? sentence(random, 8) : null,
    image_url: random.chance(0.5) ? "https://example.org/icon.png" : null,
    ...(random.chance(0.3) ? { is_personal_access: false } : {}),
    app_signature: proof(wallet, world.moment.seconds - random.integer(1, 600)),
  });
  return applied(owner, { entityType: "DeveloperApp", entityId: 0, action: "Create", metadata });
}

function liveApp(world: World, random: Random): ModelDeveloperApp | undefined {
  const app = random.favourite(world.apps);
  return app?.isDeleted === false ? app : undefined;
}

function updateApp(world: World, random: Random): Draft | undefined {
  const app = liveApp(world, random);
  if (app === undefined) return undefined;
  app.name = title(random);
  const metadata = JSON.stringify({ address: app.wallet.address, name: app.name, description: sentence(random, 6) });
  return applied(app.owner, { entityType: "DeveloperApp", entityId: 0, action: "Update", metadata });
}

function deleteApp(world: World, random: Random): Draft | undefined {
  const app = liveApp(world, random);
  if (app === undefined) return undefined;
  app.isDeleted = true;
  const metadata = JSON.stringify({ address: app.wallet.address });
  return applied(app.owner, { entityType: "DeveloperApp", entityId: 0, action: "Delete", metadata });
}

/** Writes a grant, or writes a revoked one anew. Undefined where one stands. */
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

function openGrants(world: World, isWanted: (grant: ModelGrant) => boolean): ModelGrant[] {
  return [...world.grants.values()].filter((candidate) => !candidate.isRevoked && isWanted(candidate));
}

function answerGrant(world: World, random: Random, action: "Approve" | "Reject"): Draft | undefined {
  const open = random.favourite(
    openGrants(world, ({ manager, isApproved }) => manager !== null && isApproved === null),
  );
  if (open === undefined || open.manager === null) return undefined;
  open.isApproved = action === "Approve";
  open.isRevoked = action === "Reject";
  const metadata = JSON.stringify({ grantor_user_id: open.grantor.id });
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

function granteeOf(granted: ModelGrant) {
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
  const subject: Subject = {
    entityType: "User",
    entityId: grantor.id,
    action: "Update",
    metadata: envelope(random, { bio }),
    signer,
  };
  if (!isUsable(granted)) return rejected(grantor, subject, "grant is revoked, not approved, or of a deleted app");
  grantor.bio = bio;
  return applied(grantor, subject);
}

function refusedApp(world: World, random: Random): Draft | undefined {
  const user = random.favourite(world.natives);
  if (user === undefined) return undefined;
  const { seconds } = world.moment;
  const wallet = walletOf(world.seed, `app/refused/${world.moment.height}/${user.id}`);
  const app = { name: title(random), description: "", app_signature: proof(wallet, seconds - 10) };
  const create = (extra: Record<string, unknown>, reason: string) => {
    const metadata = JSON.stringify({ ...app, ...extra });
    return rejected(user, { entityType: "DeveloperApp", entityId: 0, action: "Create", metadata }, reason);
  };
  const standing = openGrants(world, () => true)[0];
  const foreign = world.apps.find(({ owner }) => owner !== user);
  switch (random.integer(0, 7)) {
    case 0:
      return create({ app_signature: proof(wallet, seconds - 7 * 3600) }, "signed more than six hours ago");
    case 1:
      return create(
        { app_signature: { message: `Creating Audius developer app at ${seconds}`, signature: "0x12" } },
        "broken signature",
      );
    case 2:
      return create({ name: "n".repeat(51) }, "name too long");
    case 3:
      return create({ app_signature: proof(user.wallet, seconds - 10) }, "the app's key is a user's wallet");
    case 4: {
      if (foreign === undefined) return undefined;
      const metadata = JSON.stringify({ address: foreign.wallet.address, name: "mine now" });
      return rejected(
        user,
        { entityType: "DeveloperApp", entityId: 0, action: "Update", metadata },
        "somebody else's app",
      );
    }
    case 5: {
      const metadata = JSON.stringify({ grantee_address: wallet.address });
      return rejected(user, { entityType: "Grant", entityId: 0, action: "Create", metadata }, "no such app or user");
    }
    case 6: {
      const address = standing && granteeOf(standing)?.address;
      if (standing === undefined || address === undefined || standing.app?.isDeleted) return undefined;
      const metadata = JSON.stringify({ grantee_address: address });
      return rejected(
        standing.grantor,
        { entityType: "Grant", entityId: 0, action: "Create", metadata },
        "grant stands",
      );
    }
    default: {
      const metadata = JSON.stringify({ grantor_user_id: user.id });
      return rejected(user, { entityType: "Grant", entityId: 0, action: "Approve", metadata }, "no such grant");
    }
  }
}
