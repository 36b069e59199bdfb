import { anyCase, current, handler, rawJson, update, value } from "#spec";
import { developer_apps, users } from "#tables";
import { accountWithWallet } from "../common/account.ts";
import { addressMember, addressValid, objectOrNone } from "../common/given.ts";
import { signedForUser } from "../common/signer.ts";
import { ownApp } from "./rules.ts";

/** A user deletes their app, which then may act for nobody; once deleted it may be deleted again. Its address stays taken. */
export const developerAppDelete = handler({
  entity: "DeveloperApp",
  action: "Delete",
  metadata: rawJson,
  reads: ({ tx, metadata }) => {
    const address = value(addressMember(metadata, "address"));
    return {
      account: current(users, { user_id: tx.user_id }),
      address,
      app: current(developer_apps, { address: anyCase(address) }),
    };
  },
  rules: ({ tx, metadata, account, address, app }) => [
    objectOrNone(tx),
    addressValid(metadata, "address", tx),
    ...accountWithWallet(tx, account),
    signedForUser(tx),
    ...ownApp(tx, address, app),
  ],
  writes: ({ app }) => [update(app, { is_delete: true })],
});
