/**
 * Packs conformance cases and streams into test/data, so that the tests have them in any clone:
 * `npm run pack-cases -- FOLDER`, where FOLDER holds `cases/` and `streams/`.
 */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { readRecordings } from "../../src/conformance/recording-files.ts";

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

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write("usage: npm run pack-cases -- FOLDER (which holds cases/ and streams/)\n");
  process.exit(64);
}
let total = 0;
for (const file of ["cases", "streams"].flatMap((name) => filesUnder(join(folder, name)))) {
  if (!/\.jsonl?$/.test(file)) continue;
  const packed = pack(readFileSync(file));
  const target = join(DATA, `${relative(folder, file)}.br`);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, packed);
  total += packed.length;
}
const { caseFiles, streams } = readRecordings([join(DATA, "cases"), join(DATA, "streams")]);
const cases = caseFiles.reduce((sum, file) => sum + file.cases.length, 0);
process.stdout.write(`${cases} cases and ${streams.length} streams in ${total} bytes\n`);
