import { describe, expect, test } from "vitest";
import { familyFilter, isClaimed } from "../../src/conformance/families.ts";

const transaction = (entity_type: string, action: string) => ({ entity_type, action });

describe("isClaimed", () => {
  test.each([
    ["Track", "Create", true],
    ["Track", "Verify", false],
    ["track", "Create", false],
    ["Banana", "Follow", true],
    ["constructor", "Create", false],
    ["", "Share", true],
    ["Foo", "Bar", false],
  ])("%s %s: %s", (entityType, action, claimed) => {
    expect(isClaimed(transaction(entityType, action))).toBe(claimed);
  });
});

describe("familyFilter", () => {
  const fits = familyFilter("User Create, Track *,* Follow");

  test("takes what is only of the given families", () => {
    expect(fits([transaction("User", "Create"), transaction("Track", "Mute"), transaction("Playlist", "Follow")])).toBe(
      true,
    );
  });

  test("leaves out what has another family among its transactions", () => {
    expect(fits([transaction("User", "Create"), transaction("User", "Update")])).toBe(false);
  });

  test("pairs that no handler claims fit always", () => {
    expect(fits([transaction("Banana", "Create"), transaction("User", "Create")])).toBe(true);
  });

  test("refuses a pattern that is not two words, naming it", () => {
    expect(() => familyFilter("User Create,Track")).toThrow('not "Track"');
  });
});
