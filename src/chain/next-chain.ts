/** The chain that comes after the one in the tables, as an operator names it. */
export interface NextChain {
  readonly chainId: string;
  /** Its first block to index: what the blocks before it hold is in the tables already. */
  readonly firstHeight: number;
}

const form = /^(?<chainId>[^\s@]+)@(?<height>\d{1,10})$/;
const mostHeight = 2_147_483_647;

/**
 * Reads a chain's id and the height to begin at, as an operator writes it: `audius-mainnet-beta@6021`.
 * @returns undefined where the text is something else
 */
export function readNextChain(text: string): NextChain | undefined {
  const { chainId, height } = form.exec(text)?.groups ?? {};
  const firstHeight = Number(height);
  return chainId !== undefined && firstHeight >= 1 && firstHeight <= mostHeight ? { chainId, firstHeight } : undefined;
}
