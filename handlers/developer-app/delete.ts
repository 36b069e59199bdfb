import { handler, openMetadata, update, value } from "#spec";
import { signedForUser } from "../common/signer.ts";
import { addressOf, appOf, ownApp } from "./app.ts";

/** A user deletes their app, which then may act for nobody and has neither name, description nor image. */
export const developerAppDelete = handler({
  entity: "DeveloperApp",
  action: "Delete",
  metadata: openMetadata,
  reads: ({ metadata }) => {
    const address = value(addressOf(metadata));
    return { address, app: appOf(address) };
  },
  rules: ({ tx, address, app }) => [signedForUser(tx), ...ownApp(tx, address, app)],
  writes: ({ app }) => [update(app, { is_delete: true, name: "", description: null, image_url: null })],
});
