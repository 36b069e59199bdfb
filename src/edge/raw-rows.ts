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

/** The bulky raw rows of a block as lines for COPY, which is twice as quick with them as inserts out of block_json. */
export interface RawRows {
  readonly height: number;
  readonly time: string;
  /** Rows of etl_transactions. */
  readonly transactions: readonly { readonly hash: string; readonly line: string }[];
  /** Rows of etl_manage_entities. */
  readonly manageEntities: string;
  /** Who signed the ManageEntity transactions, live and migrated. */
  readonly signers: ReadonlySet<string>;
  /** Rows of etl_plays. */
  readonly etlPlays: string;
  /** Rows of plays, each without its first column, the slot: only the database knows which one is next. */
  readonly plays: readonly string[];
  /** How much text this is, in characters. */
  readonly characters: number;
}

/** The columns of the lines, in their order. */
export const rawColumns = {
  etl_transactions: "tx_hash, block_height, tx_index, tx_type, address, created_at",
  etl_manage_entities:
    "address, entity_type, entity_id, action, metadata, signature, signer, nonce, block_height, tx_hash, created_at",
  etl_plays: "user_id, track_id, city, region, country, played_at, block_height, tx_hash, listened_at, recorded_at",
  plays: "slot, user_id, source, play_item_id, created_at, updated_at, signature, city, region, country",
} as const;

type Payload = SignedTransaction["transaction"];
type Field = string | number | bigint | null;

/** As many characters of a text as em.raw_text() keeps. */
const longestText = 150;

/** A play with a longer signature is for em.record_plays to judge. */
const longestSignature = 600;

/**
 * Makes the rows that em.insert_raw_rows() would insert for a block into etl_transactions, etl_manage_entities, etl_plays
 * and plays, and the addresses for etl_addresses.
 * @returns the rows; undefined for a block with something that only SQL judges as Python does, so that em_apply must write them:
 * a time that Postgres cannot hold, a play whose user or track is written in an unusual way, or whose signature is long
 */
export function rawRows(block: Block): RawRows | undefined {
  const time = timestampText(block.timestamp);
  if (time === undefined) {
    return undefined;
  }
  const height = Number(block.height);
  const transactions: { hash: string; line: string }[] = [];
  const signers = new Set<string>();
  const plays: string[] = [];
  let manageEntities = "";
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
      manageEntities += manageEntityLine(payload.value, height, hash, time);
    } else if (payload.case === "plays") {
      for (const play of payload.value.plays) {
        const played = timestampText(play.timestamp) ?? "1970-01-01";
        const row = playsLine(play, played, time);
        if (row === undefined) {
          return undefined;
        }
        plays.push(row);
        characters += row.length;
        etlPlays += etlPlayLine(play, played, height, hash, time);
      }
    }
  }
  characters += manageEntities.length + etlPlays.length;
  return { height, time, transactions, manageEntities, signers, etlPlays, plays, characters };
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

/** The row of plays without its slot; undefined where only SQL can say what it is. */
function playsLine(play: TrackPlay, played: string, time: string): string | undefined {
  const user = plainNumber(play.userId);
  const track = plainNumber(play.trackId);
  if (user === undefined || typeof track !== "string" || play.signature.length > longestSignature) {
    return undefined;
  }
  const wholeSeconds = time.slice(0, "2026-04-04T09:03:00".length);
  const texts = [play.signature, play.city, play.region, play.country].map(cleanText);
  return copyLine([user, "relay", track, played, wholeSeconds, ...texts]);
}

/** The largest number that an integer column holds. */
const largestInteger = 2_147_483_647;

/**
 * A number as most write it, null for what is certainly none (Python's int() takes no Latin letter), undefined for what needs a closer
 * look.
 */
function plainNumber(text: string): string | null | undefined {
  if (/^\d{1,10}$/.test(text) && Number(text) <= largestInteger) {
    return text;
  }
  return text === "" || /[A-Za-z]/.test(text) ? null : undefined;
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
