import { lookup } from "node:dns/promises";
import { BlockList } from "node:net";

/** This machine, and the networks that nobody outside of them reaches (RFC 1918, RFC 4193, link-local). */
const near = new BlockList();
for (const [network, prefix] of [
  ["127.0.0.0", 8],
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["169.254.0.0", 16],
] as const) {
  near.addSubnet(network, prefix, "ipv4");
}
for (const [network, prefix] of [
  ["::1", 128],
  ["fc00::", 7],
  ["fe80::", 10],
] as const) {
  near.addSubnet(network, prefix, "ipv6");
}

/**
 * Whether a node is on this machine or in its own network, where bytes are cheaper than the time to compress them.
 * @param url the node's base address
 * @returns false too where its name is not known: then connecting says so
 */
export async function isNearby(url: string): Promise<boolean> {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, "");
  try {
    const { address, family } = await lookup(host);
    return near.check(address, family === 6 ? "ipv6" : "ipv4");
  } catch {
    return false;
  }
}
