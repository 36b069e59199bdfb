import { type SignatureIndex, signatureIndex } from "../edge/signatureSpec.ts";
import { signatures as specs } from "../generated/signatures.ts";

/** Which signatures the edge recovers: those that the handlers name. */
export const signatures: SignatureIndex = signatureIndex(specs);
