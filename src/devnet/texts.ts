import type { Random } from "./random.ts";

/** Words that titles, names and handles are made of: letters a to z only, so that a title's slug is the title with dashes. */
const words = (
  "amber anchor autumn bamboo beacon bloom brook canyon cedar cinder clover coral crystal dawn delta drift dune dusk echo ember " +
  "fable falcon fern flicker forest frost garden glacier golden granite harbor hazel hollow horizon indigo iris ivory jasmine " +
  "juniper lagoon lantern lilac lunar maple marble meadow meridian mist monsoon morning nectar neon night nova oasis ocean olive " +
  "onyx orbit orchid paper pearl pebble prairie prism quartz quiet raven reef ripple river saffron sage scarlet shadow signal " +
  "silver solstice spruce static stellar summer sunset tempo thistle thunder tidal timber topaz tulip twilight umber vapor velvet " +
  "violet walnut willow winter wren zephyr zinnia"
).split(" ");

/** Pieces that a text field meets on a real network: accents, other scripts, emoji of one and of several code points, quotes. */
const spices = [
  "café",
  "İstanbul",
  "夜",
  "Ω",
  "🎧",
  "👩‍🎤",
  "O'Neil",
  '"live"',
  "naïve",
  "Привет",
  "a\\b",
  "100%",
  "line\nbreak",
  "ʻŌlelo",
];

const places = [
  "Lagos",
  "Osaka",
  "Lisbon",
  "São Paulo",
  "Berlin",
  "Accra",
  "Montréal",
  "Seoul",
  "Austin, TX",
  "Kraków",
];

/** Genres as the network spells them (a part of those it has forms of its own for). */
export const genres = [
  "Electronic",
  "Hip-Hop/Rap",
  "R&B/Soul",
  "Deep House",
  "Lo-Fi",
  "Ambient",
  "Techno",
  "Jazz",
  "Drum & Bass",
  "Rock",
  "Pop",
  "Latin",
  "World",
  "Spoken Word",
] as const;

/** Genres as clients spell them where they spell them otherwise, and what the network makes of each. */
const spellings: readonly (readonly [written: string, kept: string | null])[] = [
  ["hip hop", "Hip-Hop/Rap"],
  ["RAP", "Hip-Hop/Rap"],
  ["rnb", "R&B/Soul"],
  ["DNB", "Drum & Bass"],
  [" lo  fi ", "Lo-Fi"],
  ["edm", "Electronic"],
  ["techno", "Techno"],
  ["sn_SomeGenre", "Sn_somegenre"],
  ["j-pop fusion", "J-pop Fusion"],
  ["AMAPIANO", "Amapiano"],
  ["   ", null],
];

/** Gives a genre as it is written, mostly as the network spells it, and as the network keeps it. */
export function genre(random: Random): readonly [written: string, kept: string | null] {
  if (random.chance(0.25)) return random.pick(spellings);
  const spelt = random.pick(genres);
  return [spelt, spelt];
}

/** Moods of the network (a part). */
export const moods = [
  "Peaceful",
  "Gritty",
  "Energizing",
  "Melancholy",
  "Upbeat",
  "Romantic",
  "Fiery",
  "Other",
] as const;

/** Musical keys of the network (a part). */
export const musicalKeys = [
  "A minor",
  "C major",
  "D flat major",
  "F major",
  "G minor",
  "E minor",
  "B flat major",
] as const;

/** Gives one word of lower-case letters. */
export function word(random: Random): string {
  return random.pick(words);
}

/** Gives a title of two to four capitalised words. */
export function title(random: Random): string {
  return capitalised(random, random.integer(2, 4));
}

/** Gives the name of a user or an app: two or three capitalised words, at most 26 characters. */
export function properName(random: Random): string {
  return capitalised(random, random.integer(2, 3));
}

function capitalised(random: Random, length: number): string {
  const parts: string[] = [];
  for (let count = length; count > 0; count -= 1) {
    const part = word(random);
    parts.push(part.charAt(0).toUpperCase() + part.slice(1));
  }
  return parts.join(" ");
}

/** Gives a text of about so many words; one in six holds something beyond plain letters. At most 12 characters a word. */
export function sentence(random: Random, length: number): string {
  const parts: string[] = [];
  for (let index = 0; index < length; index += 1) parts.push(word(random));
  if (random.chance(1 / 6)) parts[random.integer(0, length - 1)] = random.pick(spices);
  return parts.join(" ");
}

/** Gives the name of a place, or null. */
export function place(random: Random): string | null {
  return random.chance(0.7) ? random.pick(places) : null;
}

/** Gives a handle that no other number gives: words have no digits, so the number at its end tells it apart. At most 30 characters. */
export function handle(random: Random, number: number): string {
  const text = `${word(random)}${random.pick(["", "_", "."])}${word(random)}${number}`;
  return random.chance(0.2) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

/** Gives a content id in the form that the network takes: 62 lower-case letters and digits. */
export function contentId(random: Random): string {
  return `baea${random.hex(29)}`;
}

/** Gives the name of a city, region and country as a play carries them. */
export function geography(random: Random): { city: string; region: string; country: string } {
  return random.pick(geographies);
}

const geographies = [
  { city: "Lagos", region: "Lagos", country: "NG" },
  { city: "Osaka", region: "Osaka", country: "JP" },
  { city: "São Paulo", region: "SP", country: "BR" },
  { city: "Berlin", region: "BE", country: "DE" },
  { city: "Austin", region: "TX", country: "US" },
  { city: "", region: "", country: "" },
];
