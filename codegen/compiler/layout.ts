/** The longest line of generated SQL, in characters. Only a literal that is longer by itself goes beyond it. */
export const lineWidth = 110;

/** Text that can be laid out on one line or on several. */
export type Doc =
  | string
  | readonly Doc[]
  /** A line break; on one line it is the text `flat`, or cannot be where that is undefined. */
  | { readonly kind: "line"; readonly flat: string | undefined }
  /** Lines that begin within it are indented by so many spaces more. */
  | { readonly kind: "nest"; readonly by: number; readonly doc: Doc }
  /** All its own line breaks are taken, or not one. */
  | { readonly kind: "group"; readonly doc: Doc };

/** A line break, or a space. */
export const line: Doc = { kind: "line", flat: " " };
/** Always a line break. */
export const hardLine: Doc = { kind: "line", flat: undefined };
/** A line break, or nothing. */
export const softLine: Doc = { kind: "line", flat: "" };

/** Indents the lines that begin within a text by so many spaces more. */
export function nest(by: number, doc: Doc): Doc {
  return { kind: "nest", by, doc };
}

/** Keeps a text on one line where it fits, else takes all its own line breaks. */
export function group(doc: Doc): Doc {
  return { kind: "group", doc };
}

/** Items with something between them. */
export function join(separator: Doc, items: readonly Doc[]): Doc {
  return items.flatMap((item, index) => (index === 0 ? [item] : [separator, item]));
}

/** Items with a comma between them, as many a line as fit. */
export function fill(items: readonly Doc[]): Doc {
  return items.map((item, index) => (index === 0 ? item : [",", group([line, item])]));
}

/** A list in parentheses, each item on a line of its own where they do not fit on one. */
export function parenthesized(items: readonly Doc[]): Doc {
  return group(["(", nest(2, [softLine, join([",", line], items)]), softLine, ")"]);
}

/** A text that is still to be laid out, and how. */
interface Part {
  readonly indent: number;
  readonly flat: boolean;
  readonly doc: Doc;
}

/**
 * Lays a text out.
 * @param doc the text
 * @param indent the spaces before its lines
 * @param width the longest line, in characters
 * @returns its lines
 */
export function layOut(doc: Doc, indent: number, width: number = lineWidth): string[] {
  const lines: string[] = [];
  let text = " ".repeat(indent);
  const rest: Part[] = [{ indent, flat: false, doc }];
  for (let part = rest.pop(); part !== undefined; part = rest.pop()) {
    const { doc: now } = part;
    if (typeof now === "string") {
      text += now;
    } else if (isSequence(now)) {
      rest.push(...partsOf(part, now));
    } else if (now.kind === "nest") {
      rest.push({ ...part, indent: part.indent + now.by, doc: now.doc });
    } else if (now.kind === "group") {
      const flat = { ...part, flat: true, doc: now.doc };
      rest.push(fits([...rest, flat], width - text.length) ? flat : { ...flat, flat: part.flat });
    } else if (part.flat && now.flat !== undefined) {
      text += now.flat;
    } else {
      lines.push(text.trimEnd());
      text = " ".repeat(part.indent);
    }
  }
  return [...lines, text.trimEnd()];
}

/** Whether what comes up to the next line break fits into so many characters. */
function fits(parts: Part[], room: number): boolean {
  let left = room;
  for (let part = parts.pop(); part !== undefined && left >= 0; part = parts.pop()) {
    const { doc: now } = part;
    if (typeof now === "string") {
      left -= now.length;
    } else if (isSequence(now)) {
      parts.push(...partsOf(part, now));
    } else if (now.kind === "nest" || now.kind === "group") {
      parts.push({ ...part, doc: now.doc });
    } else if (part.flat) {
      left = now.flat === undefined ? -1 : left - now.flat.length;
    } else {
      return true;
    }
  }
  return left >= 0;
}

/** The parts of a sequence, the first one last. */
function partsOf(part: Part, docs: readonly Doc[]): Part[] {
  return docs.map((doc) => ({ ...part, doc })).reverse();
}

function isSequence(doc: Doc): doc is readonly Doc[] {
  return Array.isArray(doc);
}
