import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rebuildAggregates } from "../../src/aggregates/rebuild.ts";
import { readCatalog } from "../../src/database/catalog.ts";
import { examine } from "../../src/database/health.ts";
import { migrate } from "../../src/database/migrate.ts";
import { Chain } from "../../src/devnet/chain.ts";
import { blockJson } from "../../src/edge/block.ts";
import { signatureIndex } from "../../src/edge/signature-spec.ts";
import { expectedCatalog } from "../../src/generated/schema.ts";
import { signatures } from "../../src/generated/signatures.ts";
import { wrongCounts } from "../aggregates/recounts.ts";
import { tableDifferences } from "../streamer/tables.ts";
import { blankDatabase, type TestDatabase } from "../support/database.ts";
import { type Generation, installTriggers, wrongCounts as wrongCountsOfTriggers } from "../support/triggers.ts";
import { network, production2026 } from "./support/network-2026.ts";
import { cloneProduction } from "./support/production-clone.ts";
import { etl, production } from "./support/recorded-schema.ts";
import { otherObjects, relations } from "./support/relations.ts";

/**
 * EM_MATRIX_BLOCKS=300 npx vitest run test/database/schema-matrix.test.ts indexes more than npm test does, and tries each half-way state
 * by itself; npm test tries those that can be at once together.
 */
const asked = process.env.EM_MATRIX_BLOCKS;
const blocks = Number(asked ?? 30);

type Edition = "2025" | "2026";

/** A state in which an operator's database may be. */
interface State {
  /** Makes it in a blank database. */
  readonly make: (client: pg.Client) => Promise<void>;
  readonly editions: readonly Edition[];
  /** What migrate has to add, as it names it. */
  readonly additions: readonly string[];
  /** Who counts: the triggers that it has, or nobody until a rebuild at the end. */
  readonly counting?: Generation | "rebuild";
}

const columnsOf = (table: string, names: readonly string[]) => names.map((name) => `column ${table}.${name}`);
const indexOf = (table: string, kind: "indexes" | "uniqueIndexes") =>
  (network[table]?.[kind] ?? []).map((text) => `index ${text.split(" ")[0]} of ${table}`);

const everyAddition = Object.keys(network).flatMap((table) => [
  ...columnsOf(
    table,
    (network[table]?.columns ?? []).map(({ name }) => name),
  ),
  ...indexOf(table, "indexes"),
  ...indexOf(table, "uniqueIndexes"),
]);

/** Autumn 2026: after the API's migration 0215 and the Go ETL's 0040, with production's trigger for wallets. */
async function autumn(client: pg.Client): Promise<void> {
  await cloneProduction(client, production2026);
  await cloneProduction(client, etl);
  await client.query(`
    create function canonicalize_wallet() returns trigger language plpgsql as $$
    begin
      if new.chain = 'eth' then new.wallet := lower(new.wallet); end if;
      return new;
    end $$;
    create trigger before_associated_wallets_canonicalize before insert or update on associated_wallets
      for each row execute function canonicalize_wallet()`);
}

/** The same, but for what one of upstream's migrations has not done yet, or has done already. */
function halfWay(change: string, additions: readonly string[] = []): State {
  const make = async (client: pg.Client) => {
    await autumn(client);
    await client.query(change);
  };
  return { make, editions: ["2026"], additions };
}

const uniquelyCurrent = ["users", "follows", "saves", "reposts", "subscriptions"];

const withIsCurrent = `
  alter table blocks add column is_current boolean;
  create unique index blocks_is_current_idx on blocks (is_current) where is_current is true;
  create index is_current_blocks_idx on blocks (is_current);
  insert into blocks (blockhash, number, is_current) values ('python', 7, true);`;

const twoColumns = `
  drop index subscriptions_current_uniq_idx;
  create unique index subscriptions_current_uniq_idx on subscriptions (subscriber_id, user_id) where is_current = true;`;

/** As the API's function files make them since 2026: fired by updates as well. */
const triggersB = ["follow", "save", "repost"]
  .map(
    (kind) => `
      drop trigger if exists on_${kind} on ${kind}s;
      create or replace function handle_${kind}() returns trigger language plpgsql as $f$ begin return null; end $f$;
      create trigger on_${kind} after insert or update on ${kind}s for each row execute function handle_${kind}();`,
  )
  .join("");

const states: Readonly<Record<string, State>> = {
  "a new database": {
    make: async () => undefined,
    editions: ["2025", "2026"],
    additions: [],
    counting: "rebuild",
  },
  "a clone of 2025-09": {
    make: async (client) => {
      await cloneProduction(client, production);
      await cloneProduction(client, etl);
    },
    editions: ["2025", "2026"],
    additions: everyAddition,
  },
  "a clone of 2025-09, with triggers of generation A": {
    make: async (client) => {
      await cloneProduction(client, production);
      await cloneProduction(client, etl);
      await installTriggers(client, "A");
    },
    editions: ["2025"],
    additions: everyAddition,
    counting: "A",
  },
  "a clone of 2026-05, with triggers of generation B and blocks.is_current": {
    make: async (client) => {
      await autumn(client);
      await client.query(withIsCurrent + twoColumns);
      await installTriggers(client, "B");
    },
    editions: ["2026"],
    additions: [],
    counting: "B",
  },
  "a clone of autumn 2026": { make: autumn, editions: ["2026"], additions: [] },
};

/** What one of upstream's migrations has not done yet, or has done already; each by itself and most of them together. */
interface Change {
  readonly sql: string;
  readonly additions?: readonly string[];
}

const changes: Readonly<Record<string, Change>> = {
  "blocks.is_current there": { sql: withIsCurrent },
  "subscriptions without entity_type and entity_id": {
    sql: "alter table subscriptions drop column entity_type, drop column entity_id",
    additions: [
      ...columnsOf("subscriptions", ["entity_type", "entity_id"]),
      ...indexOf("subscriptions", "uniqueIndexes"),
    ],
  },
  "without unique indexes on current rows": {
    sql: uniquelyCurrent.map((table) => `drop index if exists ${table}_current_uniq_idx;`).join(""),
    additions: uniquelyCurrent.flatMap((table) => indexOf(table, "uniqueIndexes")),
  },
  "without the columns of 2026": {
    sql: `
      alter table users drop column coin_flair_mint;
      alter table tracks drop column access_authorities;
      alter table comments drop column is_members_only, drop column video_url;
      alter table email_access drop column is_initial`,
    additions: [
      "column users.coin_flair_mint",
      "column tracks.access_authorities",
      ...columnsOf("comments", ["is_members_only", "video_url"]),
      "column email_access.is_initial",
    ],
  },
  "without track_collaborators and oauth_redirect_uris": { sql: "drop table track_collaborators, oauth_redirect_uris" },
  "notification.id an integer": {
    sql: "alter table notification alter id type integer; alter sequence notification_id_seq as integer",
  },
  "without the trigger for wallets": {
    sql: "drop trigger before_associated_wallets_canonicalize on associated_wallets",
  },
  "triggers of generation B": { sql: triggersB },
  "unique_developer_apps_address there": {
    sql: "alter table developer_apps add constraint unique_developer_apps_address unique (address)",
  },
};

const halfWayStates: Readonly<Record<string, State>> =
  asked === undefined
    ? {
        "half way in all": halfWay(
          Object.values(changes)
            .map(({ sql }) => `${sql};`)
            .join(""),
          [...new Set(Object.values(changes).flatMap(({ additions = [] }) => additions))],
        ),
      }
    : {
        "subscriptions_current_uniq_idx of two columns": halfWay(twoColumns),
        ...Object.fromEntries(
          Object.entries(changes).map(([name, { sql, additions }]) => [name, halfWay(sql, additions)]),
        ),
      };

const editions: readonly Edition[] = ["2025", "2026"];
const chain = new Chain({ seed: "matrix", mix: "dense" });
const recoverable = signatureIndex(signatures);
const texts = Array.from({ length: blocks }, (_, index) => blockJson(chain.block(index + 1), recoverable));

/** Indexes the devnet by an edition. */
async function index(client: pg.Client, edition: Edition): Promise<void> {
  await client.query("insert into em.rules (chain_id, from_height, edition) values ('devnet', 0, $1)", [edition]);
  for (const text of texts) {
    await client.query("select em_apply($1)", [text]);
  }
}

/** What triggers write beside; their own tests look at it. */
const byTriggers = ["aggregate_user", "notification"];

/** The counts that are not what the rows say. */
async function wrong(client: pg.Client, counting: State["counting"]): Promise<string[]> {
  if (counting === "rebuild") {
    await rebuildAggregates(client);
    return await wrongCounts(client);
  }
  return counting === undefined ? [] : await wrongCountsOfTriggers(client);
}

/** What is counted on in a database, and so differs where blocks came before; and what the API alone writes. */
const notCompared = ["blocknumber", "last_active_at"];

/** An announcement is grouped by the number of its block. */
const ownBlock = "replace(group_id, 'blocknumber:' || blocknumber, 'blocknumber: its own')";

/** The rows of all tables that every database has, in the columns that both have, less those that a sequence fills. */
async function contents(client: pg.Client): Promise<Map<string, readonly string[]>> {
  const actual = await readCatalog(client);
  const rows = new Map<string, readonly string[]>();
  for (const [table, { columns }] of Object.entries(expectedCatalog.tables)) {
    if (table.startsWith("em.") || table === "blocks" || table === "core_indexed_blocks") {
      continue;
    }
    const shared = columns.filter(
      ({ name, default: preset }) =>
        !preset?.startsWith("nextval(") &&
        !notCompared.includes(name) &&
        actual.tables[table]?.columns.some((column) => column.name === name),
    );
    const list = shared.map(({ name }) =>
      table === "notification" && name === "group_id" ? ownBlock : client.escapeIdentifier(name),
    );
    const result = await client.query<{ line: string }>(
      `select line from (select row(${list.join(", ")})::text as line from ${table}) as lines order by line collate "C"`,
    );
    rows.set(
      table,
      result.rows.map(({ line }) => line),
    );
  }
  return rows;
}

describe(`${blocks} blocks of the devnet`, () => {
  const news: TestDatabase[] = [];
  const expected = new Map<Edition, ReadonlyMap<string, readonly string[]>>();

  beforeAll(async () => {
    for (const edition of editions) {
      const database = await blankDatabase();
      news.push(database);
      await migrate(database.url);
      await index(database.client, edition);
      expected.set(edition, await contents(database.client));
    }
  });
  afterAll(async () => {
    for (const database of news) {
      await database.drop();
    }
  });

  const cases = Object.entries({ ...states, ...halfWayStates }).flatMap(([name, state]) =>
    state.editions.map((edition) => ({ name, edition, ...state })),
  );

  it.each(cases)("come out the same on $name, by edition $edition", async ({ make, edition, additions, counting }) => {
    const database = await blankDatabase();
    const { client } = database;
    try {
      await make(client);
      const before = await relations(client);
      const report = await migrate(database.url);
      expect([...report.additions].sort()).toEqual([...additions].sort());
      const after = await relations(client);
      for (const [name, { file }] of before) {
        expect(after.get(name)?.file, `${name} was rewritten`).toBe(file);
      }
      await index(client, edition);
      const isCompared = ([table]: [string, ...unknown[]]) =>
        counting === "rebuild" || counting === undefined || !byTriggers.includes(table);
      const compared = (rows: ReadonlyMap<string, readonly string[]>) => new Map([...rows].filter(isCompared));
      expect(tableDifferences(compared(expected.get(edition) ?? new Map()), compared(await contents(client)))).toEqual(
        [],
      );
      expect(await wrong(client, counting)).toEqual([]);

      const indexed = [await relations(client), await otherObjects(client)];
      expect(await migrate(database.url)).toMatchObject({
        migrations: [],
        additions: [],
        procedures: { changed: false },
      });
      expect([await relations(client), await otherObjects(client)]).toEqual(indexed);
      expect(await examine(client)).toMatchObject({ healthy: true, drift: [] });
    } finally {
      await database.drop();
    }
  });
});

describe("subscriptions_current_uniq_idx of two columns", () => {
  it("is told, and built with three where the operator asks for it", async () => {
    const database = await blankDatabase();
    const { client } = database;
    try {
      await autumn(client);
      await client.query(twoColumns);
      const told = expect.stringMatching(
        /^index subscriptions_current_uniq_idx of subscriptions does not tell users from events/,
      );
      expect((await migrate(database.url)).hints).toEqual([told]);
      await client.query(
        `insert into subscriptions (subscriber_id, user_id, is_current, is_delete, txhash) values (1, 2, true, false, 'a')`,
      );
      const toEvent = `insert into subscriptions (subscriber_id, user_id, entity_type, entity_id, is_current, is_delete, txhash)
        values (1, 2, 'Event', 2, true, false, 'b')`;
      await expect(client.query(toEvent)).rejects.toMatchObject({ code: "23505" });
      expect((await migrate(database.url, { mend: true })).mended).toEqual([
        "the index subscriptions_current_uniq_idx of subscriptions was built again",
      ]);
      await client.query(toEvent);
      expect(await examine(client)).toMatchObject({ healthy: true, rows: [] });
    } finally {
      await database.drop();
    }
  });
});
