import {
  type AnyWrite,
  and,
  type Expression,
  ensure,
  eq,
  insertEach,
  isAmong,
  isNotNull,
  type Metadata,
  not,
  type Rule,
  removeAll,
  sqlFunction,
  type Transaction,
  type,
  value,
} from "#spec";
import { track_collaborators } from "#tables";
import { each } from "../common/id-lists.ts";

const namedCollaborators = sqlFunction(
  "em.named_collaborators",
  [type.nullable(type.json), type.bigint],
  type.nullable(type.integers),
);

/** The users whom the owner names as collaborators: the first 50, whether they exist or not. */
export function collaboratorsOf(tx: Transaction, metadata: Metadata) {
  return value(namedCollaborators(metadata.get("collaborators"), tx.user_id));
}

/** The collaborators have numbers that can be stored. */
export function collaboratorsFit(collaborators: Expression<number[] | null>): Rule {
  return ensure(
    isNotNull(collaborators),
    "collaborator_out_of_range",
    "the metadata names a collaborator beyond the last id of a user",
  );
}

/**
 * Whoever the owner adds is invited, and whoever they drop is no longer a collaborator, whatever they answered. Who is named already
 * keeps their answer.
 */
export function setCollaborators(tx: Transaction, collaborators: Expression<number[] | null>): readonly AnyWrite[] {
  return [
    removeAll(track_collaborators, (row) =>
      and(eq(row.track_id, tx.entity_id), not(isAmong(row.collaborator_user_id, collaborators))),
    ),
    insertEach(
      track_collaborators,
      each(collaborators),
      (collaborator_user_id) => ({
        track_id: tx.entity_id,
        collaborator_user_id,
        invited_by: tx.user_id,
        status: "pending",
      }),
      { orIgnore: true },
    ),
  ];
}
