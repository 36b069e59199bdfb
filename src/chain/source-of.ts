import type { Logger } from "pino";
import type { BlockSource } from "./source.ts";
import type { RpcProtocol } from "./transport.ts";

/** Where blocks are to come from, in plain values. */
export type SourceAddress =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "database"; readonly url: string }
  | { readonly kind: "node"; readonly url: string; readonly protocol: RpcProtocol };

/** Makes the source of an address, whose libraries are loaded only now; nothing is opened yet. */
export async function sourceOf(address: SourceAddress, log: Logger): Promise<BlockSource> {
  switch (address.kind) {
    case "file": {
      const { fileSource } = await import("./file-source.ts");
      return fileSource(address.path);
    }
    case "database": {
      const { databaseSource } = await import("./database-source.ts");
      return databaseSource(address.url, log);
    }
    case "node": {
      const { nodeSource } = await import("./node-source.ts");
      return nodeSource({ url: address.url, protocol: address.protocol, log });
    }
  }
}
