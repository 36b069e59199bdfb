/** Genres as the network spells them. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});

afterAll(() => database.drop());

async function normal(genre: string | null): Promise<string | null | undefined> {
  const { rows } = await database.client.query<{ genre: string | null }>("select em.normal_genre($1) as genre", [
    genre,
  ]);
  return rows[0]?.genre;
}

test("a genre that the network knows stands for itself, in any case and with any whitespace", async () => {
  const { rows } = await database.client.query<{ genre: string }>("select unnest(em.genres()) as genre");
  expect(rows).toHaveLength(51);
  for (const { genre } of rows) {
    for (const spelling of [
      genre,
      genre.toUpperCase(),
      ` \u3000${genre.toLowerCase().replaceAll(" ", "\u00a0\t")}\n`,
    ]) {
      expect({ spelling, genre: await normal(spelling) }).toEqual({ spelling, genre });
    }
  }
});

test.each([
  ["Hip-Hop/Rap", ["hip-hop", "hiphop", "hip hop", "hip hop/rap", "rap", "RAP"]],
  ["R&B/Soul", ["r&b", "rnb", "r and b", "r&b soul"]],
  ["Drum & Bass", ["drum and bass", "drum&bass", "dnb", "d&b"]],
  ["Electronic", ["edm", "Electronic Dance  Music"]],
  ["Lo-Fi", ["lofi", "lo fi"]],
])("%s has other spellings", async (genre, spellings) => {
  for (const spelling of spellings) {
    expect({ spelling, genre: await normal(spelling) }).toEqual({ spelling, genre });
  }
});

test.each([
  ["j-pop FUSION", "J-pop Fusion"],
  ["sn_SomeGenre", "Sn_somegenre"],
  ["ístanbul ßa ŉb ǆc ᾳd ɐe ΣΑΣ", "Ístanbul ßa ŉb Ǆc ᾼd Ɐe Σας".replace("Σας", "Σασ")],
  ["ა", "Ა"],
  ["\u001fa", "\u001fa"],
  ["   ", null],
  ["", null],
  [null, null],
])("another genre, %j, is %j", async (genre, expected) => {
  expect(await normal(genre)).toBe(expected);
});
