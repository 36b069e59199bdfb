import { describe, expect, it } from "vitest";
import { checksumAddress, signMessage, solanaWalletOf, walletOf } from "../../src/devnet/wallets.ts";
import { verifyEd25519 } from "../../src/edge/ed25519.ts";
import { recoverAddress } from "../../src/edge/ethereum.ts";

describe("the devnet's wallets", () => {
  it("sign so that the edge recovers their address", () => {
    for (const label of ["user/1", "app/2", "dashboard/3"]) {
      const wallet = walletOf("seed", label);
      for (const message of ["AudiusUserID:3000001", "Connecting Audius user @夜 at 1767225600"]) {
        expect(recoverAddress(message, signMessage(wallet, message))).toBe(wallet.address);
      }
      expect(wallet.lower).toBe(wallet.address.toLowerCase());
    }
  });

  it("sign by ed25519 so that the edge verifies it", () => {
    const wallet = solanaWalletOf("seed", "user/1");
    const signature = wallet.sign("AudiusUserID:3000001");
    expect(verifyEd25519("AudiusUserID:3000001", signature, wallet.address)).toBe(true);
    expect(verifyEd25519("AudiusUserID:3000002", signature, wallet.address)).toBe(false);
  });

  it("have addresses in the mixed case of EIP-55", () => {
    // The examples of the EIP itself.
    for (const address of [
      "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
      "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
    ]) {
      expect(checksumAddress(address.toLowerCase())).toBe(address);
    }
  });
});
