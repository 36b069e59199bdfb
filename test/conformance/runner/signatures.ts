import { type SignatureIndex, signatureIndex } from "../../../src/edge/signature-spec.ts";
import { signatures as specs } from "../../../src/generated/signatures.ts";

/** Which signatures the edge recovers: those that the handlers name. */
export const signatures: SignatureIndex = signatureIndex(specs);
