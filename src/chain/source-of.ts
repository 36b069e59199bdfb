import type { Logger } from "pino";
import type { BlockSource } from "./source.ts";
import type { RpcProtocol } from "./transport.ts";

/** Where blocks are to come from, in plain values. */
export type SourceAddress =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "database"; readonly url: string }
  | { readonly kind: "node"; readonly url: string; readonly protocol: RpcProtocol };

export interface SourceOptions {
  readonly log: Logger;
  /** Called when the source hears of blocks that it has yet to fetch. */
  readonly onAnnouncement: () => void;
}

/** Makes the source of an address, whose libraries are loaded only now; nothing is opened yet. */
export async function sourceOf(address: SourceAddress, { log, onAnnouncement }: SourceOptions): Promise<BlockSource> {
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
      return nodeSource({ url: address.url, protocol: address.protocol, log, onAnnouncement });
    }
  }
}
