/** Chain, edition and triggers, and what doctor found last. */
import type { DatabaseFacts } from "../src/console/messages.ts";
import { duration } from "../src/duration.ts";
import { element, fill } from "./elements.ts";
import { capital, moment } from "./words.ts";

/** Shows what changes seldom. */
export function showFacts(facts: DatabaseFacts): void {
  const { triggersWrong, doctor } = facts;
  fill(
    "facts",
    ...fact("Chain", facts.chainId ?? "nothing is indexed yet", ...facts.chainChanges),
    ...fact("Rules", facts.edition === "" ? "–" : capital(facts.edition)),
    ...fact("Triggers", capital(facts.triggers), ...(triggersWrong === null ? [] : [wrong(triggersWrong)])),
    ...fact("Counts", capital(facts.aggregates)),
    ...fact("Database", facts.description, `Postgres ${facts.postgres}`),
    ...fact("Doctor", ...doctorWords(doctor)),
  );
}

function fact(name: string, ...values: readonly (Node | string)[]): HTMLElement[] {
  return [element("dt", {}, name), ...values.map((value) => element("dd", {}, value))];
}

function wrong(text: string): HTMLElement {
  return element("span", { class: "wrong" }, capital(text));
}

function doctorWords(doctor: DatabaseFacts["doctor"]): (Node | string)[] {
  if (doctor === null) {
    return [element("span", {}, "Not run from this folder yet: ", element("code", {}, "npm run doctor"))];
  }
  const { at, healthy, verdict, sentences } = doctor;
  const ago = element("time", { datetime: new Date(at).toISOString(), title: moment(at) }, since(at));
  const says = element("span", { class: healthy ? "good" : "wrong" }, capital(verdict));
  return [
    element("span", {}, says, ", ", ago),
    element(
      "details",
      {},
      element("summary", {}, "What it said"),
      element("ul", {}, ...sentences.map((sentence) => element("li", {}, sentence))),
    ),
  ];
}

function since(at: number): string {
  return `${duration((Date.now() - at) / 1000)} ago`;
}
