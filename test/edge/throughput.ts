/**
 * How fast the edge is, on the metadata of a track of about 600 bytes and on signatures. Run: npx tsx test/edge/throughput.ts
 */
import { transactionJson } from "../../src/edge/block.ts";
import { verifyEd25519 } from "../../src/edge/ed25519.ts";
import { recoverAddress } from "../../src/edge/ethereum.ts";
import { readMetadata } from "../../src/edge/json.ts";
import { signatureIndex } from "../../src/edge/signature-spec.ts";
import { signatureSpecs } from "./signature-specs.ts";
import { ed25519Vectors, ethereumVectors } from "./vectors.ts";

const roundCount = 9;
const roundMilliseconds = 300;

/** A track as a client creates it; each is a string of its own, as a decoder gives them. */
function trackMetadata(number: number): string {
  return JSON.stringify({
    cid: `bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fb${number}`,
    data: {
      owner_id: 3_000_001,
      title: `Night drive ${number} “extended”`,
      genre: "Electronic",
      mood: "Empowering",
      tags: "synth,night,drive",
      description: "Recorded live.\nThanks to everybody who came — see you next year.",
      duration: 243,
      bpm: 120.5,
      track_cid: "baeaaaiqsedlwvp3ysh5yhm5uqfx7jzkpldgqjxvnkdrxvzg5hzq3rxvnkdrx",
      cover_art_sizes: "baeaaaiqseczs2jgkxzqfx7jzkpldgqjxvnkdrxvzg5hzq3rxvnkdrxvzg5h",
      is_unlisted: false,
      is_downloadable: true,
      release_date: "Sat Apr 04 2026 09:03:00 GMT+0000",
      remix_of: null,
      field_visibility: { genre: true, mood: true, tags: true, share: true, play_count: true },
    },
  });
}

const tracks = Array.from({ length: 1000 }, (_, number) => trackMetadata(number));
const bytes = Buffer.byteLength(tracks[0] ?? "");

/** Median microseconds a call, over some rounds after one to warm up. */
function microseconds(call: (turn: number) => unknown): number {
  const rounds: number[] = [];
  for (let round = 0; round <= roundCount; round++) {
    const start = performance.now();
    let calls = 0;
    let elapsed = 0;
    while (elapsed < roundMilliseconds) {
      for (let turn = 0; turn < 50; turn++) {
        call(calls++);
      }
      elapsed = performance.now() - start;
    }
    if (round > 0) {
      rounds.push((elapsed * 1000) / calls);
    }
  }
  rounds.sort((one, other) => one - other);
  return rounds[Math.floor(roundCount / 2)] ?? Number.NaN;
}

function track(turn: number): string {
  return tracks[turn % tracks.length] ?? "";
}

function report(what: string, median: number, bytesEach?: number): void {
  const rate = bytesEach === undefined ? "" : `  ${(bytesEach / median).toFixed(0).padStart(5)} MB/s`;
  console.log(
    `${what.padEnd(46)} ${median.toFixed(2).padStart(8)} us  ${(1e6 / median).toFixed(0).padStart(8)} /s${rate}`,
  );
}

const signatures = signatureIndex(signatureSpecs);
const dirty = tracks.map((text) => text.replace("Night", "N\\u0000ght\\ud800"));
const ethereum = ethereumVectors.find(({ name }) => name === "no prefix");
const solana = ed25519Vectors.find(({ name }) => name === "key 1");

console.log(`track metadata of ${bytes} bytes; median of ${roundCount} rounds of ${roundMilliseconds} ms`);
report(
  "readMetadata",
  microseconds((turn) => readMetadata(track(turn))),
  bytes,
);
report(
  "JSON.parse, to compare",
  microseconds((turn) => JSON.parse(track(turn))),
  bytes,
);
report(
  "readMetadata with U+0000 and a lone surrogate",
  microseconds((turn) => readMetadata(dirty[turn % dirty.length] ?? "")),
  bytes,
);
report(
  "transactionJson",
  microseconds((turn) =>
    transactionJson(
      {
        index: turn % 10,
        hash: "B8A1B3F5C1A09A5B9E7F0D3C5A7B9D1E3F5A7C9E1B3D5F7A9C1E3B5D7F9A1C3E",
        userId: 3_000_001n,
        entityType: "Track",
        entityId: 2_000_017n,
        action: "Create",
        metadata: track(turn),
        signer: "0x1234567890abcdef1234567890abcdef12345678",
        signature: "0x".padEnd(132, "a"),
        nonce: "0x".padEnd(66, "b"),
      },
      signatures,
    ),
  ),
  bytes,
);
if (ethereum !== undefined) {
  report(
    "recoverAddress",
    microseconds(() => recoverAddress(ethereum.message, ethereum.signature)),
  );
}
if (solana !== undefined) {
  report(
    "verifyEd25519",
    microseconds(() => verifyEd25519(solana.message, solana.signature, solana.publicKey)),
  );
}
