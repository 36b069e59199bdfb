/**
 * Packs conformance cases and streams into test/data, so that the tests have them in any clone:
 * `npm run pack-cases -- FOLDER`, where FOLDER holds `cases/`, `streams/`, `cases-2026/` and `streams-2026/`, or some of them. A
 * captured stream is other people's data and stays where it is.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { looksLikeStream, parseStream } from "../conformance/runner/case-format.ts";
import { readRecordings } from "../conformance/runner/recording-files.ts";

const FOLDERS = ["cases", "streams", "cases-2026", "streams-2026"];
const DATA = fileURLToPath(new URL("../data", import.meta.url));

function filesUnder(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)));
}

/** Brotli at its best, with a window that spans the file: cases repeat each other's rows. */
function pack(bytes: Buffer): Buffer {
  return brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
}

/** Case files, worlds and streams under a path. */
function recordingsUnder(path: string): string[] {
  return filesUnder(path).filter((file) => /\.jsonl?$/.test(file) && !isCapture(file));
}

function isCapture(file: string): boolean {
  if (!file.endsWith(".json")) return false;
  const text = readFileSync(file, "utf8");
  return looksLikeStream(text) && parseStream(text, file).capture !== undefined;
}

const [folder] = process.argv.slice(2);
const found = folder === undefined ? [] : FOLDERS.filter((name) => existsSync(join(folder, name)));
if (folder === undefined || found.length === 0) {
  process.stderr.write(`usage: npm run pack-cases -- FOLDER (which holds ${FOLDERS.join("/, ")}/ or some of them)\n`);
  process.exit(64);
}
let total = 0;
for (const file of found.flatMap((name) => recordingsUnder(join(folder, name)))) {
  const packed = pack(readFileSync(file));
  const target = join(DATA, `${relative(folder, file)}.br`);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, packed);
  total += packed.length;
}
const { caseFiles, streams } = readRecordings(found.map((name) => join(DATA, name)));
const cases = caseFiles.reduce((sum, file) => sum + file.cases.length, 0);
process.stdout.write(`${cases} cases and ${streams.length} streams in ${total} bytes\n`);
