/** Makes two large databases for measuring `npm run parity`: `npx tsx test/parity/main.ts postgres://… 5000000`. */
import { generate } from "./generate.ts";

const [server, rows] = process.argv.slice(2);
if (server === undefined || !/^\d+$/.test(rows ?? "")) {
  process.stderr.write("usage: npx tsx test/parity/main.ts <url of a database on the server> <rows>\n");
  process.exit(64);
}
const { ours, theirs } = await generate(server, Number(rows));
process.stdout.write(`--ours ${ours} --theirs ${theirs}\n`);
