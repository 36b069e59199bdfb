import { fileURLToPath } from "node:url";
import { type JSDocableNode, Project, type SourceFile, SyntaxKind } from "ts-morph";

/** Reads the doc comments of the specs, which become comments on functions and the prose of the rulebook. */
export class DocComments {
  readonly #repository = fileURLToPath(new URL("..", import.meta.url));
  readonly #project = new Project({ useInMemoryFileSystem: false, skipAddingFilesFromTsConfig: true });

  /**
   * The doc comment of an exported constant.
   * @param file the path from the repository's root
   * @param name the constant
   * @throws Error when it does not have one: a rule of the network without a sentence is not finished
   */
  ofExport(file: string, name: string): string {
    const declaration = this.#source(file).getVariableDeclarationOrThrow(name);
    const statement = declaration.getFirstAncestorByKindOrThrow(SyntaxKind.VariableStatement);
    return sentence(statement, `${file}: ${name}`);
  }

  /**
   * The doc comment of the statement in which a position lies.
   * @param position `handlers/track/rules.ts:12`
   * @throws Error when the statement does not have one, or there is no statement
   */
  at(position: string): string {
    const [file = "", line = "0"] = position.split(":");
    const statement = this.#source(file)
      .getVariableStatements()
      .find((each) => each.getStartLineNumber() <= Number(line) && Number(line) <= each.getEndLineNumber());
    if (statement === undefined) {
      throw new Error(`${position}: no declaration there`);
    }
    return sentence(statement, position);
  }

  #source(file: string): SourceFile {
    return this.#project.addSourceFileAtPath(this.#repository + file);
  }
}

function sentence(node: JSDocableNode, where: string): string {
  const text = node
    .getJsDocs()
    .map((doc) => doc.getDescription().trim())
    .join(" ")
    .replaceAll(/\s+/g, " ");
  if (text === "") {
    throw new Error(`${where}: a doc comment must say what the rule is`);
  }
  return text;
}
