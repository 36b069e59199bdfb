import type { PlayNumber } from "../../edge/raw-rows.ts";
import { type EditionFrom, editionAt } from "../../rules.ts";
import type { BlockInParts } from "../reader/prepared-block.ts";
import type { Statements } from "./statements.ts";

/** What plays takes of a block. */
export interface BlockPlays {
  /** The slot that its plays share; undefined where plays has none of it. */
  readonly slot: number | undefined;
  /** Lines for COPY. */
  readonly lines: string;
}

/** The ends of an integer column. */
const smallestInteger = -2_147_483_648;
const largestInteger = 2_147_483_647;

/**
 * The rows of plays, as em.record_plays() writes them: of each play whose numbers fit the columns.
 * @param rules tells which edition is in force from which height
 * @returns those of each block, in their order
 */
export async function playRows(
  statements: Statements,
  blocks: readonly BlockInParts[],
  rules: () => Promise<readonly EditionFrom[]>,
): Promise<BlockPlays[]> {
  const numberOf = await numberReader(statements, blocks);
  const rests = blocks.map(({ raw }) =>
    raw.plays.flatMap(({ user, track, rest }) => {
      const [listener, item] = [numberOf(user), numberOf(track)];
      const fits = isInteger(item) && (listener === null || isInteger(listener));
      return fits ? [`${listener ?? "\\N"}\t${item}\t${rest}`] : [];
    }),
  );
  const slots = await nextSlots(
    statements,
    blocks,
    rests.map(({ length }) => length > 0),
    rules,
  );
  return rests.map((rows, index) => {
    const slot = slots[index];
    return { slot, lines: rows.map((row) => `${slot}\t${row}`).join("") };
  });
}

function isInteger(number: number | null): boolean {
  return number !== null && number >= smallestInteger && number <= largestInteger;
}

/** Asks the database for the numbers that only it reads as Python does, all at once. */
async function numberReader(
  statements: Statements,
  blocks: readonly BlockInParts[],
): Promise<(number: PlayNumber) => number | null> {
  const odd = new Set<string>();
  for (const { raw } of blocks) {
    for (const { user, track } of raw.plays) {
      for (const number of [user, track]) {
        if (typeof number === "object" && number !== null) {
          odd.add(number.odd);
        }
      }
    }
  }
  const read = new Map<string, number | null>();
  if (odd.size > 0) {
    const { rows } = await statements.ask((client) =>
      client.query<{ text: string; number: string | null }>({
        name: "play_numbers",
        text: "select odd.text, em.play_number(odd.text) as number from unnest($1::text[]) as odd (text)",
        values: [[...odd]],
      }),
    );
    for (const { text, number } of rows) {
      read.set(text, number === null ? null : Number(number));
    }
  }
  return (number) => (typeof number === "object" && number !== null ? (read.get(number.odd) ?? null) : number);
}

/**
 * The slot of each block's plays, as em.next_plays_slot() has it: the height, or in edition 2025 the next one after the highest.
 * @param hasPlays of which blocks plays gets rows
 * @returns undefined for a block without plays
 */
async function nextSlots(
  statements: Statements,
  blocks: readonly BlockInParts[],
  hasPlays: readonly boolean[],
  rulesOfChain: () => Promise<readonly EditionFrom[]>,
): Promise<(number | undefined)[]> {
  if (!hasPlays.includes(true)) {
    return hasPlays.map(() => undefined);
  }
  const rules = await rulesOfChain();
  let highest = 0;
  if (blocks.some(({ height }) => editionAt(rules, height) === "2025")) {
    const { rows } = await statements.ask((client) =>
      client.query<{ slot: number }>({
        name: "highest_plays_slot",
        text: "select coalesce(max(slot), 0)::integer as slot from plays where signature is not null",
      }),
    );
    highest = rows[0]?.slot ?? 0;
  }
  return blocks.map(({ height }, index) => {
    if (hasPlays[index] !== true) {
      return undefined;
    }
    const slot = Math.min(editionAt(rules, height) === "2025" ? highest + 1 : height, largestInteger);
    highest = Math.max(highest, slot);
    return slot;
  });
}
