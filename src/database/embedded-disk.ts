/** What the disk below an embedded Postgres does to it. */
import { statfs } from "node:fs/promises";
import { errorCode, errorMessage } from "../errors.ts";
import { exitCode, Failure } from "../exit.ts";

/** Postgres asks for its log in pieces of this size, in bytes; it stops where there is no room for one. */
const logPiece = 16 << 20;

/** Whether the disk that holds a folder has no room for Postgres any more. */
export async function isDiskFull(folder: string): Promise<boolean> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize < logPiece;
  } catch {
    // A folder that cannot be looked at has another fault, which says itself.
    return false;
  }
}

/** What to do about a full disk. */
export function diskFullSentence(folder: string): string {
  return `the disk is full that holds ${folder}: make room, then start again`;
}

const full = new Set(["ENOSPC", "EDQUOT"]);
const forbidden = new Set(["EACCES", "EPERM", "EROFS"]);

/**
 * Makes a sentence of what the file system refuses.
 * @param error anything that was thrown
 * @param folder where the embedded Postgres keeps its data
 * @returns 75 for a full disk, 78 for a folder that is not ours to write to; undefined for anything else
 */
export function fileFailure(error: unknown, folder: string): Failure | undefined {
  const code = errorCode(error) ?? "";
  if (full.has(code)) {
    return new Failure(`${diskFullSentence(folder)} (${errorMessage(error)})`, exitCode.tryAgain, { cause: error });
  }
  if (forbidden.has(code)) {
    return new Failure(
      `${folder}, where the embedded Postgres keeps its data, cannot be written: ${errorMessage(error)}. It is another user's or read-only: make it ours, or name another folder with --data-directory (EM_DATA_DIRECTORY).`,
      exitCode.configuration,
      { cause: error },
    );
  }
  return undefined;
}
