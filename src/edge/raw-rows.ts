import type {
  Block,
  ManageEntityLegacy,
  ManageEntityLegacyMigration,
  SignedTransaction,
  TrackPlay,
} from "../generated/core/v1/types_pb.ts";
import { typedContent } from "./other-transactions.ts";
import { cleanName, cleanText } from "./text.ts";
import { timestampText } from "./timestamp.ts";
import { Utf8Writer } from "./utf8-writer.ts";

/** The bulky raw rows of a block as lines for COPY, which is twice as quick with them as inserts out of block_json. */
export interface RawRows {
  readonly height: number;
  readonly time: string;
  /** Rows of etl_transactions. */
  readonly transactions: readonly { readonly hash: string; readonly line: string }[];
  /** Rows of etl_manage_entities, in UTF-8; undefined where there is none. */
  readonly manageEntities: Uint8Array | undefined;
  /** Rows of em.transaction_users: who asks in each of these. */
  readonly users: string;
  /** Who signed the ManageEntity transactions, live and migrated. */
  readonly signers: ReadonlySet<string>;
  /** Rows of etl_plays. */
  readonly etlPlays: string;
  /** What plays holds of each play, where its number allows. */
  readonly plays: readonly PlayRow[];
  /** How much text this is, in characters or bytes. */
  readonly characters: number;
}

/** A row of plays, but for its slot, which depends on the database. */
export interface PlayRow {
  readonly user: PlayNumber;
  readonly track: PlayNumber;
  /** The other columns, as the end of a line. */
  readonly rest: string;
}

/**
 * A user or track that a play names: the number that Python's int() reads from it, null where it reads none. A text that only SQL
 * reads as Python does, such as " +1_000", stands here as it is, for em.play_number().
 */
export type PlayNumber = number | null | { readonly odd: string };

type Payload = SignedTransaction["transaction"];
type Field = string | number | bigint | null;

/** As many characters of a text as em.raw_text() keeps. */
const longestText = 150;

/** A play with a longer signature, in bytes of UTF-8, does not go into plays, as with em.record_plays(). */
const longestSignature = 2_600;

/**
 * Makes the rows that em.insert_raw_rows() inserts for a block into etl_transactions, etl_manage_entities, em.transaction_users, etl_plays
 * and plays, and the addresses for etl_addresses.
 * @throws Error when the block has no valid time, which no block of a chain lacks
 */
export function rawRows(block: Block): RawRows {
  const time = timestampText(block.timestamp);
  if (time === undefined) {
    throw new Error(`block ${block.height} (${block.hash}) has an invalid timestamp`);
  }
  const height = Number(block.height);
  const transactions: { hash: string; line: string }[] = [];
  const signers = new Set<string>();
  const plays: PlayRow[] = [];
  let manageEntities: Utf8Writer | undefined;
  let users = "";
  let etlPlays = "";
  let characters = 0;
  for (const [index, { hash: rawHash, transaction }] of block.transactions.entries()) {
    const payload: Payload = transaction?.transaction ?? { case: undefined };
    const hash = cleanName(rawHash);
    const address = addressOf(payload);
    const line = copyLine([hash, height, index, typeOf(payload), address, time]);
    transactions.push({ hash, line });
    characters += line.length;
    if (payload.case === "manageEntity" || payload.case === "manageEntityMigration") {
      signers.add(rawText(cleanName(payload.value.signer)));
      manageEntities ??= new Utf8Writer();
      manageEntities.write(manageEntityLine(payload.value, height, hash, time));
      users += copyLine([height, index, payload.value.userId, time]);
    } else if (payload.case === "plays") {
      for (const play of payload.value.plays) {
        const played = timestampText(play.timestamp) ?? "1970-01-01";
        const row = playRow(play, played, time);
        if (row !== undefined) {
          plays.push(row);
          characters += row.rest.length;
        }
        etlPlays += etlPlayLine(play, played, height, hash, time);
      }
    }
  }
  const lines = manageEntities?.bytes();
  characters += (lines?.length ?? 0) + users.length + etlPlays.length;
  return { height, time, transactions, manageEntities: lines, users, signers, etlPlays, plays, characters };
}

function manageEntityLine(
  message: ManageEntityLegacy | ManageEntityLegacyMigration,
  height: number,
  hash: string,
  time: string,
): string {
  const signer = cleanName(message.signer);
  return copyLine([
    rawText(signer),
    rawText(cleanName(message.entityType)),
    message.entityId,
    rawText(cleanName(message.action)),
    cleanText(message.metadata) || null,
    cleanText(message.signature),
    signer,
    cleanText(message.nonce),
    height,
    hash,
    time,
  ]);
}

function etlPlayLine(play: TrackPlay, played: string, height: number, hash: string, time: string): string {
  const texts = [play.userId, play.trackId, play.city, play.region, play.country].map((text) =>
    rawText(cleanText(text)),
  );
  return copyLine([...texts, played, height, hash, played, time]);
}

/** The row of plays; undefined where it certainly has none. */
function playRow(play: TrackPlay, played: string, time: string): PlayRow | undefined {
  const user = playNumber(cleanText(play.userId));
  const track = playNumber(cleanText(play.trackId));
  const signature = cleanText(play.signature);
  if (track === null || Buffer.byteLength(signature) > longestSignature) {
    return undefined;
  }
  const wholeSeconds = time.slice(0, "2026-04-04T09:03:00".length);
  const texts = [signature, ...[play.city, play.region, play.country].map(cleanText)];
  return { user, track, rest: copyLine(["relay", played, wholeSeconds, ...texts]) };
}

/** Reads what most plays have, digits or a wallet or nothing; Python's int() takes no Latin letter. */
function playNumber(text: string): PlayNumber {
  if (/^\d{1,15}$/.test(text)) {
    return Number(text);
  }
  return text === "" || /[A-Za-z]/.test(text) ? null : { odd: text };
}

/** The name under which the raw tables know a kind of transaction. */
function typeOf(payload: Payload): string {
  switch (payload.case) {
    case "manageEntity":
      return "manage_entity";
    case "manageEntityMigration":
      return "manage_entity_migration";
    case "plays":
      return "play";
    default:
      return typedContent(payload).type;
  }
}

/** Whose transaction it is, as em.insert_raw_rows() has it. */
function addressOf(payload: Payload): string | null {
  switch (payload.case) {
    case "manageEntity":
    case "manageEntityMigration":
      return rawText(cleanName(payload.value.signer));
    case "plays": {
      const [first] = payload.value.plays;
      return first === undefined ? null : rawText(cleanText(first.userId));
    }
    case "storageProof":
      return rawText(cleanText(payload.value.address));
    case "validatorDeregistration":
      return rawText(cleanText(payload.value.cometAddress));
    case "attestation": {
      const { body } = payload.value;
      if (body.case === "validatorRegistration") {
        return rawText(cleanText(body.value.delegateWallet));
      }
      return body.case === "validatorDeregistration" ? rawText(cleanText(body.value.cometAddress)) : null;
    }
    default:
      return null;
  }
}

/** As em.raw_text(). */
function rawText(text: string): string {
  return text.length <= longestText ? text : [...text].slice(0, longestText).join("");
}

const escapes: ReadonlyMap<string, string> = new Map([
  ["\\", "\\\\"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

/** One line of COPY's text format. */
function copyLine(fields: readonly Field[]): string {
  const texts = fields.map((field) =>
    field === null ? "\\N" : String(field).replace(/[\\\n\r\t]/g, (character) => escapes.get(character) ?? character),
  );
  return `${texts.join("\t")}\n`;
}
