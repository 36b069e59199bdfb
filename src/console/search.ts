/** The search: by a transaction's hash, a user (number, handle or wallet), or a rule's code. */
import type pg from "pg";
import { claimOf, findTransaction, readRejections } from "../explain/transaction.ts";
import type { FoundUser, Refused, SearchAnswer, TransactionAnswer } from "./messages.ts";
import type { Rules } from "./pages/rules.ts";
import type { Reader, Reading } from "./reader.ts";
import { refusedOf } from "./refused.ts";
import { refusedOfSigner, refusedWithCode, searchedRefusals, signedBy } from "./search-statements.ts";
import { findUsers } from "./search-users.ts";

/** Longer ones name nothing that there is, in characters. */
const longestQuery = 200;

/** So much of the metadata is shown, in characters. */
const shownMetadata = 4_000;

const wallet = /^0x[0-9a-fA-F]{40}$/;
const hash = /^(?:0x)?[0-9a-fA-F]{32,}$/;

/**
 * Looks for what somebody typed, as all that it may mean.
 * @param text as it was typed
 */
export async function search(reader: Reader, rules: Rules, text: string): Promise<SearchAnswer> {
  const query = text.trim().slice(0, longestQuery);
  if (query === "") {
    return { query, searched: "Type a hash, a user or a code.", troubles: [] };
  }
  if (hash.test(query) && !wallet.test(query)) {
    return await searchTransaction(reader, rules, query);
  }
  const known = rules.withCode(query);
  return known.length > 0 ? await searchCode(reader, rules, query, known) : await searchUser(reader, rules, query);
}

async function searchTransaction(reader: Reader, rules: Rules, query: string): Promise<SearchAnswer> {
  const found = await reader.read("look for the transaction", (client) => transactionAnswer(client, rules, query));
  return {
    query,
    searched: "Looked for a transaction with this hash, in any of its spellings.",
    ...(found.result === undefined ? {} : { transaction: found.result }),
    troubles: troublesOf(found),
  };
}

async function searchCode(
  reader: Reader,
  rules: Rules,
  query: string,
  known: ReturnType<Rules["withCode"]>,
): Promise<SearchAnswer> {
  const refused = await reader.read("look for refused transactions", (client) => refusedWithCode(client, query));
  return {
    query,
    searched: `A code of the rulebook. No index knows codes, so the newest ${count(searchedRefusals.byCode)} refused transactions were looked through.`,
    rules: known,
    ...(refused.result === undefined ? {} : { refused: refused.result.map((row) => refusedOf(row, rules)) }),
    troubles: troublesOf(refused),
  };
}

async function searchUser(reader: Reader, rules: Rules, query: string): Promise<SearchAnswer> {
  const users = await reader.read("look for the user", (client) => findUsers(client, query));
  const signer = signerOf(query, users.result ?? []);
  const searched = `Looked for a user with this ${wallet.test(query) ? "wallet" : /^\d+$/.test(query) ? "number or handle" : "handle"}`;
  if (signer === undefined) {
    return {
      query,
      searched: `${searched}; no code of the rulebook is called so.`,
      users: users.result ?? [],
      troubles: troublesOf(users),
    };
  }
  const signed = await reader.read("look for what the wallet signed", (client) => signedBy(client, signer));
  const refused = await reader.read("look for what was refused", (client) => refusedOfSigner(client, signer));
  const byHash = new Map<string, Refused[]>();
  for (const row of signed.result?.refused ?? []) {
    byHash.set(row.hash, [...(byHash.get(row.hash) ?? []), refusedOf(row, rules)]);
  }
  const transactions = signed.result?.transactions.map((each) => ({ ...each, refused: byHash.get(each.hash) ?? [] }));
  return {
    query,
    searched: `${searched}, for what their wallet signed last, and among the newest ${count(searchedRefusals.bySigner)} refused transactions for those that it signed. What an app signed for the user stands under the app's address.`,
    users: users.result ?? [],
    ...(transactions === undefined ? {} : { signed: { wallet: signer, transactions } }),
    ...(refused.result === undefined ? {} : { refused: refused.result.map((row) => refusedOf(row, rules)) }),
    troubles: troublesOf(users, signed, refused),
  };
}

/** The wallet whose transactions are looked for: the one that was typed, or that of the only user found. */
function signerOf(query: string, users: readonly FoundUser[]): string | undefined {
  const [user, ...others] = users;
  return wallet.test(query) ? query : others.length === 0 ? (user?.wallet ?? undefined) : undefined;
}

async function transactionAnswer(
  client: pg.Client,
  rules: Rules,
  text: string,
): Promise<TransactionAnswer | undefined> {
  const found = await findTransaction(client, text);
  if (found === undefined) {
    return undefined;
  }
  const { asked, type, height, chainId, time } = found;
  const rejections = asked === null ? [] : await readRejections(client, found.hash);
  const claim = asked === null ? undefined : await claimOf(client, found);
  const refused = rejections.map(({ height: at, edition, handler, code, reason }) => ({
    hash: found.hash,
    height: at,
    edition,
    handler,
    code,
    reason,
    rule: rules.address(edition, handler, code),
  }));
  const handler = claim?.handler ?? null;
  return {
    hash: found.hash,
    height,
    chainId,
    time: time.getTime(),
    kind: asked === null ? type || "not named" : `${asked.entityType} ${asked.action}`,
    entityId: asked?.entityId ?? null,
    signer: asked?.signer ?? null,
    metadata: asked?.metadata?.slice(0, shownMetadata) ?? null,
    metadataLength: asked?.metadata?.length ?? 0,
    refused,
    verdict: verdictOf(asked === null, refused.length > 0, handler, claim?.edition),
    rule: handler === null || claim === undefined ? null : rules.address(claim.edition, handler),
  };
}

function verdictOf(isRaw: boolean, isRefused: boolean, handler: string | null, edition: string | undefined): string {
  if (isRaw) {
    return "kept as it is: no rule judges this kind";
  }
  if (isRefused) {
    return "refused";
  }
  return handler === null
    ? `neither applied nor refused: no handler of edition ${edition} claims it`
    : `applied by ${handler} of edition ${edition}`;
}

function troublesOf(...readings: readonly Reading<unknown>[]): string[] {
  return readings.flatMap(({ trouble }) => (trouble === undefined ? [] : [trouble]));
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}
