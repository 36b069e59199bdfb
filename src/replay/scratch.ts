import { randomBytes } from "node:crypto";
import type pg from "pg";
import { describeAddress } from "../address.ts";
import { connect } from "../database/connect.ts";
import { errorMessage } from "../errors.ts";
import { exitCode, Failure } from "../exit.ts";

/** The scratch databases of a replay, dropped when they are disposed of. */
export class ScratchDatabases implements AsyncDisposable {
  readonly #server: string;
  readonly #run = randomBytes(4).toString("hex");
  readonly #names: string[] = [];

  /** @param server the address of any database of the server where they are made */
  constructor(server: string) {
    this.#server = server;
  }

  /**
   * Makes a scratch database.
   * @param purpose the end of its name
   * @param template the address of a database of the same server that it becomes a copy of; nobody may be connected to it. Undefined
   *   for an empty one
   * @returns its address
   * @throws Failure with 78 where the server refuses it, and says why
   */
  async make(purpose: string, template?: string): Promise<string> {
    const name = `em_replay_${this.#run}_${purpose}`;
    await this.#asAdministrator(async (client) => {
      const source = client.escapeIdentifier(template === undefined ? "template0" : nameOf(template));
      const encoding = template === undefined ? " encoding 'UTF8'" : "";
      // Noted first: a database that is half made when somebody interrupts is dropped too.
      this.#names.push(name);
      try {
        await client.query(`create database ${client.escapeIdentifier(name)} template ${source}${encoding}`);
      } catch (error) {
        throw new Failure(
          `${describeAddress(this.#server)} makes no scratch database: ${errorMessage(error)}. The user needs CREATEDB, and nobody may be connected to the base; --scratch names another server.`,
          exitCode.configuration,
          { cause: error },
        );
      }
    });
    return urlOf(this.#server, name);
  }

  /** Drops all of them, also beneath those who are connected. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#asAdministrator(async (client) => {
      for (const name of this.#names.splice(0)) {
        await client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`);
      }
    });
  }

  async #asAdministrator(work: (client: pg.Client) => Promise<void>): Promise<void> {
    // Not the base itself: Postgres copies no database that somebody is connected to.
    const client = await connect(urlOf(this.#server, "postgres"), { applicationName: "em-apply replay" });
    try {
      await work(client);
    } finally {
      await client.end();
    }
  }
}

function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}

function nameOf(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}
