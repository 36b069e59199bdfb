import { Option } from "@commander-js/extra-typings";
import { settings } from "../config.ts";
import { defaultDirectory } from "../database/embedded.ts";

/** The flag by which a command is told its database, as `npm start` is. */
export const databaseOption = new Option("--database <url>", settings.database.description).env("DATABASE_URL");

/** The flag by which it is told where the embedded one lives. */
export const dataDirectoryOption = new Option("--data-directory <folder>", settings.dataDirectory.description)
  .env("EM_DATA_DIRECTORY")
  .default(defaultDirectory);
