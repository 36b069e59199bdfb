import { type SignatureIndex, signatureIndex } from "../edge/signatureSpec.ts";

/** Which signatures the edge recovers: those that the handlers name. */
export const signatures: SignatureIndex = signatureIndex([]);
