import { coalesce, type Expression, type Metadata } from "#spec";
import { flagMember } from "../../../common/values.ts";

/** A flag that the old state carries over: true or false; another kind, or none, is what the network begins with. */
export function carriedFlag(metadata: Metadata, member: string, otherwise = false): Expression<boolean> {
  return coalesce<boolean>(flagMember(metadata, member), otherwise);
}
