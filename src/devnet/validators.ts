import { createHash } from "node:crypto";
import { walletOf } from "./wallets.ts";

/** A validator of the devnet. */
export interface Validator {
  readonly address: string;
  readonly cometAddress: string;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly endpoint: string;
  readonly serviceProviderId: string;
}

const lastingValidators = 8;

/** Derives the validator that a label names under a seed. */
export function validatorOf(seed: string, label: string): Validator {
  const publicKey = new Uint8Array(createHash("sha256").update(`${seed}/validator/${label}`).digest());
  const cometAddress = createHash("sha256").update(publicKey).digest("hex").slice(0, 40).toUpperCase();
  return {
    address: walletOf(seed, `validator/${label}`).address,
    cometAddress,
    publicKey,
    endpoint: `https://node-${label}.devnet.example`,
    serviceProviderId: String(label.length * 100 + (publicKey[0] ?? 0)),
  };
}

/** @returns the validators that are there from the first blocks on and stay; they alone propose blocks */
export function lastingValidatorsOf(seed: string): readonly Validator[] {
  return Array.from({ length: lastingValidators }, (_, index) => validatorOf(seed, String(index)));
}

/** @returns which of the lasting validators proposes a height */
export function proposerIndex(height: number): number {
  return (height * 5 + Math.floor(height / 13)) % lastingValidators;
}
