/** JSON as a tree that can be broken: numbers keep their digits, objects may name a member twice. */

/** A JSON value; an atom is the text of a number, string, boolean or null. */
export type Tree =
  | { readonly kind: "atom"; readonly text: string }
  | { readonly kind: "list"; readonly items: Tree[] }
  | { readonly kind: "object"; readonly members: Member[] };

/** A member of an object. */
export interface Member {
  key: string;
  value: Tree;
}

/** A place in a tree where another value can stand. */
export interface Slot {
  readonly value: Tree;
  put(value: Tree): void;
  /** Takes the value away, and its key with it. */
  remove(): void;
}

/** An atom of any text, which need not be JSON. */
export function atom(text: string): Tree {
  return { kind: "atom", text };
}

/**
 * The tree of a JSON text.
 *
 * @returns undefined when it is not JSON
 */
export function parseTree(text: string): Tree | undefined {
  try {
    return treeOf(JSON.parse(text));
  } catch {
    // Templates that are not JSON are wanted, too: they are changed as text.
    return undefined;
  }
}

function treeOf(value: unknown): Tree {
  if (Array.isArray(value)) {
    return { kind: "list", items: value.map(treeOf) };
  }
  if (typeof value === "object" && value !== null) {
    return { kind: "object", members: Object.entries(value).map(([key, inner]) => ({ key, value: treeOf(inner) })) };
  }
  return atom(JSON.stringify(value));
}

/** The JSON text of a tree. */
export function textOf(tree: Tree): string {
  switch (tree.kind) {
    case "atom":
      return tree.text;
    case "list":
      return `[${tree.items.map(textOf).join(",")}]`;
    case "object":
      return `{${tree.members.map(({ key, value }) => `${JSON.stringify(key)}:${textOf(value)}`).join(",")}}`;
  }
}

/** Every place in a tree below its root, those nearer to the root first. */
export function slotsOf(root: Tree): Slot[] {
  const slots: Slot[] = [];
  const queue = [root];
  for (const tree of queue) {
    if (tree.kind === "list") {
      for (const [index, value] of tree.items.entries()) {
        slots.push({
          value,
          put: (next) => {
            tree.items[index] = next;
          },
          remove: () => {
            tree.items.splice(index, 1);
          },
        });
        queue.push(value);
      }
    }
    if (tree.kind === "object") {
      for (const member of tree.members) {
        slots.push({
          value: member.value,
          put: (next) => {
            member.value = next;
          },
          remove: () => {
            tree.members.splice(tree.members.indexOf(member), 1);
          },
        });
        queue.push(member.value);
      }
    }
  }
  return slots;
}

/** The objects of a tree, the root first if it is one. */
export function objectsOf(root: Tree): { readonly members: Member[] }[] {
  return [root, ...slotsOf(root).map(({ value }) => value)].flatMap((tree) => (tree.kind === "object" ? [tree] : []));
}
