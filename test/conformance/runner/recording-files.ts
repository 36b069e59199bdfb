import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { exitCode, Failure } from "../../../src/exit.ts";
import {
  type ConformanceCase,
  type ConformanceStream,
  looksLikeStream,
  MalformedRecording,
  parseCase,
  parseStream,
  parseWorld,
  type RecordedEdition,
  type RowsByTable,
} from "./case-format.ts";

/** A case file or stream file that could not be found. */
export class RecordingNotFound extends Failure {
  constructor(message: string) {
    super(message, exitCode.usage);
    this.name = "RecordingNotFound";
  }
}

/** The cases of one file, with the world that they start from (undefined: from nothing but their own rows). */
export interface CaseFile {
  readonly file: string;
  readonly world: { readonly file: string; readonly rows: RowsByTable } | undefined;
  readonly cases: readonly ConformanceCase[];
}

/** What the paths on the command line held. */
export interface Recordings {
  readonly caseFiles: readonly CaseFile[];
  readonly streams: readonly ConformanceStream[];
}

const PACKED = ".br";
const WORLD = "world.json";

/**
 * Reads every case file (*.jsonl) and stream (*.json with blocks and tables) among the paths and in the folders under them;
 * each may be packed with brotli (*.br).
 *
 * @param paths files and folders; a folder is searched to its depth, other files in it are passed over
 * @throws RecordingNotFound when a path does not exist, or holds no cases and no streams
 * @throws MalformedRecording when a file does not have the documented shape
 */
export function readRecordings(paths: readonly string[]): Recordings {
  const worlds = new Map<string, CaseFile["world"]>();
  const worldOf = (file: string): CaseFile["world"] => {
    const folder = dirname(file);
    if (!worlds.has(folder)) worlds.set(folder, readWorld(folder));
    return worlds.get(folder);
  };
  const caseFiles: CaseFile[] = [];
  const streams: ConformanceStream[] = [];
  for (const path of paths) {
    if (!existsSync(path)) throw new RecordingNotFound(`${path}: no such file or folder`);
    const before = caseFiles.length + streams.length;
    for (const file of filesUnder(path)) {
      const plainName = unpackedName(file);
      if (plainName.endsWith(".jsonl")) {
        caseFiles.push({ file, world: worldOf(file), cases: readCases(file) });
      } else if (plainName.endsWith(".json") && basename(plainName) !== WORLD) {
        const text = readRecordingText(file);
        if (looksLikeStream(text)) streams.push(parseStream(text, file));
        else if (file === path) throw new MalformedRecording(`${file}:1: neither a case file (*.jsonl) nor a stream`);
      }
    }
    if (caseFiles.length + streams.length === before) {
      throw new RecordingNotFound(`${path}: holds no case file (*.jsonl) and no stream (*.json)`);
    }
  }
  return { caseFiles, streams };
}

/**
 * The text of a recording's file, unpacked where its name ends with .br.
 *
 * @throws MalformedRecording when a packed file is damaged
 */
export function readRecordingText(file: string): string {
  const bytes = readFileSync(file);
  if (!file.endsWith(PACKED)) return bytes.toString("utf8");
  try {
    return brotliDecompressSync(bytes).toString("utf8");
  } catch (error) {
    throw new MalformedRecording(
      `${file}:1: not packed with brotli: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** A file's name without the ending that says that it is packed. */
export function unpackedName(file: string): string {
  return file.endsWith(PACKED) ? file.slice(0, -PACKED.length) : file;
}

/**
 * The world of a folder: its world.json, packed or not.
 *
 * @returns undefined when the folder has none
 * @throws MalformedRecording when it is not an object of arrays of rows
 */
export function readWorld(folder: string): CaseFile["world"] {
  const file = [join(folder, WORLD), join(folder, WORLD + PACKED)].find(existsSync);
  return file === undefined ? undefined : { file, rows: parseWorld(readRecordingText(file), file) };
}

/** The folder with the world of an edition's streams, seen from the folder beside that of the streams. */
export function worldFolder(edition: RecordedEdition): string {
  return edition === "2025" ? join("cases", "generated") : `cases-${edition}`;
}

/**
 * The world that a stream without `pre` starts from: that of its edition's cases, in a folder beside the stream's.
 *
 * @returns undefined when there is none
 */
export function worldOfStream({ file, edition }: Pick<ConformanceStream, "file" | "edition">): CaseFile["world"] {
  return readWorld(join(dirname(file), "..", worldFolder(edition)));
}

function readCases(file: string): ConformanceCase[] {
  const cases: ConformanceCase[] = [];
  const lineOfName = new Map<string, number>();
  for (const [index, text] of readRecordingText(file).split("\n").entries()) {
    if (text.trim() === "") continue;
    const read = parseCase(text, { file, line: index + 1 });
    const earlier = lineOfName.get(read.name);
    if (earlier !== undefined) {
      throw new MalformedRecording(`${file}:${read.line}: the name ${read.name} is already on line ${earlier}`);
    }
    lineOfName.set(read.name, read.line);
    cases.push(read);
  }
  return cases;
}

function filesUnder(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)));
}
