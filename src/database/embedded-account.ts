/** Postgres refuses to run as root. This module finds the account that it runs as instead, and what that may reach. */
import { execFile } from "node:child_process";
import { chown, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { errorMessage } from "../errors.ts";
import { exitCode, Failure } from "../exit.ts";

const run = promisify(execFile);

/** The account that a program is started as; undefined stands for our own. */
export type Account = { readonly uid: number; readonly gid: number } | undefined;

const name = "postgres";

/**
 * The account for the server: our own, or, for root, that of the user postgres, which is made when there is none.
 * @throws Failure when we are root and the user can neither be found nor made
 */
export async function serverAccount(): Promise<Account> {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  const existing = await accountOf(name);
  if (existing !== undefined) {
    return existing;
  }
  const problem = await makeUser();
  const made = await accountOf(name);
  if (made !== undefined) {
    return made;
  }
  throw new Failure(
    `Postgres refuses to run as root, and the user ${name} that it would run as could not be made (${problem}): ` +
      "run as another user, or name a server of your own in DATABASE_URL.",
    exitCode.configuration,
  );
}

async function accountOf(user: string): Promise<Account> {
  try {
    const [uid, gid] = await Promise.all([run("id", ["-u", user]), run("id", ["-g", user])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    // `id` fails for a user that does not exist; that is the answer and no error.
    return undefined;
  }
}

async function makeUser(): Promise<string> {
  const problems: string[] = [];
  // useradd is what most Linux systems have, adduser what Alpine has.
  for (const [program, ...args] of [
    ["useradd", "--system", "--user-group", "--no-create-home", name],
    ["adduser", "-S", "-D", "-H", name],
  ] as const) {
    try {
      await run(program, args);
      return "";
    } catch (error) {
      problems.push(errorMessage(error).trim());
    }
  }
  return problems.join("; ");
}

/** Gives a file or folder to an account; does nothing for our own. */
export async function giveTo(account: Account, path: string): Promise<void> {
  if (account !== undefined) {
    await chown(path, account.uid, account.gid);
  }
}

/** Whether an account can enter a folder: every folder above it, and itself, must let it through. */
export async function canEnter(account: Account, folder: string): Promise<boolean> {
  if (account === undefined) {
    return true;
  }
  const { mode, uid, gid } = await stat(folder);
  const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
  if ((mode & bit) === 0) {
    return false;
  }
  const parent = dirname(folder);
  return parent === folder || (await canEnter(account, parent));
}
