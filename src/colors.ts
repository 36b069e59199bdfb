import type { WriteStream } from "node:tty";
import { createColors } from "picocolors";

/** Words for colouring text, each of which leaves it as it is where colours are not wanted. */
export type Colors = ReturnType<typeof createColors>;

/**
 * The colours to write to a stream with: only on a terminal that shows them, by node's own judgement of it (TERM, NO_COLOR and
 * FORCE_COLOR count). A file or a pipe never gets them, in a continuous integration neither.
 */
export function colorsFor(stream: Partial<Pick<WriteStream, "isTTY" | "hasColors">>): Colors {
  return createColors(stream.isTTY === true && stream.hasColors?.() === true);
}
