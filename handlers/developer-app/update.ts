import { handler, openMetadata, shown, update, value } from "#spec";
import { signedForUser } from "../common/signer.ts";
import { textMember } from "../common/values.ts";
import {
  addressOf,
  appOf,
  descriptionOf,
  descriptionValid,
  ownApp,
  redirectUrisOf,
  replaceRedirectUris,
  storable,
} from "./app.ts";

/**
 * A user changes name, description and image of their app, all three at once: what the metadata lacks is empty from then on, and a name
 * must be there. The addresses to which it may send users back change where they are named; null empties the list.
 */
export const developerAppUpdate = handler({
  entity: "DeveloperApp",
  action: "Update",
  metadata: openMetadata,
  reads: ({ metadata }) => {
    const address = value(addressOf(metadata));
    return { address, app: appOf(address), redirect_uris: value(redirectUrisOf(metadata)) };
  },
  rules: ({ tx, metadata, address, app }) => [
    ...descriptionValid(metadata),
    signedForUser(tx),
    ...ownApp(tx, address, app),
    ...storable(tx, metadata),
  ],
  writes: ({ metadata, address, app, redirect_uris }) => [
    update(app, { name: shown(textMember(metadata, "name")), ...descriptionOf(metadata) }),
    replaceRedirectUris(shown(address), redirect_uris),
  ],
});
