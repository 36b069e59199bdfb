import { describe, expect, it } from "vitest";
import { timestampText } from "../../src/edge/timestamp.ts";

describe("timestampText", () => {
  it.each([
    { seconds: 1_775_293_380n, nanos: 0, text: "2026-04-04T09:03:00Z" },
    { seconds: 1_775_293_380n, nanos: 250_000_000, text: "2026-04-04T09:03:00.25Z" },
    { seconds: 1_775_293_380n, nanos: 123_456_000, text: "2026-04-04T09:03:00.123456Z" },
    { seconds: 1_775_293_380n, nanos: 123_456_999, text: "2026-04-04T09:03:00.123456Z" },
    { seconds: 1_775_293_380n, nanos: 1_000, text: "2026-04-04T09:03:00.000001Z" },
    { seconds: 1_775_293_380n, nanos: 999, text: "2026-04-04T09:03:00Z" },
    { seconds: 1_775_293_380n, nanos: 999_999_999, text: "2026-04-04T09:03:00.999999Z" },
    { seconds: 0n, nanos: 0, text: "1970-01-01T00:00:00Z" },
    { seconds: -1n, nanos: 500_000_000, text: "1969-12-31T23:59:59.5Z" },
    { seconds: -62_135_596_800n, nanos: 0, text: "0001-01-01T00:00:00Z" },
    { seconds: 253_402_300_799n, nanos: 0, text: "9999-12-31T23:59:59Z" },
    { seconds: -62_135_596_801n, nanos: 0, text: undefined },
    { seconds: 253_402_300_800n, nanos: 0, text: undefined },
    { seconds: 2n ** 63n - 1n, nanos: 0, text: undefined },
    { seconds: 0n, nanos: -1, text: undefined },
    { seconds: 0n, nanos: 1_000_000_000, text: undefined },
  ])("$seconds s $nanos ns: $text", ({ seconds, nanos, text }) => {
    expect(timestampText({ seconds, nanos })).toBe(text);
  });

  it("takes an absent one for 1970", () => {
    expect(timestampText(undefined)).toBe("1970-01-01T00:00:00Z");
  });
});
