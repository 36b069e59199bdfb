import { handler, openMetadata } from "#spec";
import { createReads, createWrites, shapeRules } from "../../../event/create.ts";

/** An event of the old state: it may be over, several contests may be of one track, and a contest may be of a remix. */
export const eventCreate = handler({
  entity: "Event",
  action: "Create",
  metadata: openMetadata,
  reads: createReads,
  rules: shapeRules,
  writes: createWrites,
});
