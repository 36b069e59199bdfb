import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** `npm start` as a process of its own. */
export interface Command {
  readonly process: ChildProcess;
  /** What it wrote to standard error so far. */
  log(): string;
  /** Waits for its end. */
  end(): Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

/** Starts `npm start -- …` without npm, so that signals reach the indexer itself. Nothing is taken over from our environment. */
export function startCommand(flags: readonly string[], environment: Readonly<Record<string, string>> = {}): Command {
  const child = spawn(process.execPath, ["--import", "tsx", "src/commands/start.ts", ...flags], {
    cwd: root,
    env: { PATH: process.env.PATH, ...environment },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let text = "";
  child.stderr?.setEncoding("utf8").on("data", (more: string) => {
    text += more;
  });
  const exit = once(child, "close");
  return {
    process: child,
    log: () => text,
    async end() {
      await exit;
      return { code: child.exitCode, signal: child.signalCode };
    },
  };
}

/** Runs `npm start -- …` to its end. Throws with what it wrote when its exit code is another than expected. */
export async function runCommand(
  flags: readonly string[],
  options: { environment?: Readonly<Record<string, string>>; input?: string; code?: number } = {},
): Promise<string> {
  const command = startCommand(flags, options.environment);
  command.process.stdin?.end(options.input ?? "");
  const { code } = await command.end();
  if (code !== (options.code ?? 0)) {
    throw new Error(`npm start -- ${flags.join(" ")} ended with ${code}:\n${command.log()}`);
  }
  return command.log();
}
