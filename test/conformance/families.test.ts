import { describe, expect, test } from "vitest";
import { type FamilyMember, familyFilter, isClaimed } from "./runner/families.ts";

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
  ])("%s %s: %s, in each live edition", (entityType, action, claimed) => {
    expect(isClaimed(transaction(entityType, action), "2025")).toBe(claimed);
    expect(isClaimed(transaction(entityType, action), "2026")).toBe(claimed);
  });

  test.each([
    ["Tip", "Update", { "2025": true, "2026": false, genesis: true }],
    ["TrackCollaborator", "Approve", { "2025": false, "2026": true, genesis: true }],
    ["Foo", "Bar", { "2025": false, "2026": false, genesis: true }],
  ] as const)("%s %s: %j", (entityType, action, claimed) => {
    for (const edition of ["2025", "2026", "genesis"] as const) {
      expect(isClaimed(transaction(entityType, action), edition)).toBe(claimed[edition]);
    }
  });
});

describe("familyFilter", () => {
  const filter = familyFilter("User Create, Track *,* Follow");
  const fits = (txs: readonly FamilyMember[]): boolean => filter({ edition: "2025", blocks: [{ txs }] });

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

  test("but of the genesis range all are claimed", () => {
    const migrated = { ...transaction("Banana", "Create"), kind: "manage_entity_migration" as const };
    expect(fits([migrated])).toBe(false);
  });

  test("refuses a pattern that is not two words, naming it", () => {
    expect(() => familyFilter("User Create,Track")).toThrow('not "Track"');
  });
});
