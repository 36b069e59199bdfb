/**
 * The node of the benchmarks, in a process of its own as a real one is: a devnet whose options are its first word, in JSON. It prints its
 * address. For each line that it then reads, it has the next block ready ("prepare") or comes out with it ("advance"), and prints the
 * moment, of the monotonic clock, in milliseconds.
 */
import { createInterface } from "node:readline";
import { type DevnetOptions, startDevnet } from "../../src/devnet/devnet.ts";
import { monotonicMilliseconds } from "./clock.ts";

const options: DevnetOptions = JSON.parse(process.argv[2] ?? "");
const devnet = await startDevnet(options);
process.stdout.write(`${devnet.url}\n`);
for await (const line of createInterface({ input: process.stdin })) {
  const at = monotonicMilliseconds();
  if (line === "prepare") {
    // The devnet makes a block up when it is first asked for it; a node has it.
    devnet.chain.encoded(devnet.head() + 1);
  } else {
    devnet.advance(1);
  }
  process.stdout.write(`${at}\n`);
}
await devnet.stop();
