import { anyCase, current, handler, rawJson, update, value } from "#spec";
import { developer_apps, users } from "#tables";
import { accountWithWallet } from "../common/account.ts";
import { addressMember, addressValid, givenText, objectOrNone } from "../common/given.ts";
import { signedForUser } from "../common/signer.ts";
import { descriptionOf, descriptionValid, imageUrlIn, imageUrlOf, imageUrlValid, nameValid, ownApp } from "./rules.ts";

/**
 * A user changes name, description and image of their app, all three at once: what the metadata leaves out is empty from then on,
 * and a name must be there. A deleted app can be changed too, and stays deleted.
 */
export const developerAppUpdate = handler({
  entity: "DeveloperApp",
  action: "Update",
  metadata: rawJson,
  reads: ({ tx, metadata }) => {
    const address = value(addressMember(metadata, "address"));
    return {
      account: current(users, { user_id: tx.user_id }),
      address,
      image_url: value(imageUrlIn(metadata)),
      app: current(developer_apps, { address: anyCase(address) }),
    };
  },
  rules: ({ tx, metadata, account, address, image_url, app }) => [
    objectOrNone(tx),
    addressValid(metadata, "address", tx),
    ...accountWithWallet(tx, account),
    signedForUser(tx),
    ...ownApp(tx, address, app),
    ...nameValid(metadata),
    ...descriptionValid(metadata),
    ...imageUrlValid(metadata, image_url),
  ],
  writes: ({ metadata, image_url, app }) => [
    update(app, {
      name: givenText(metadata.get("name")),
      description: descriptionOf(metadata),
      image_url: imageUrlOf(metadata, image_url),
    }),
  ],
});
