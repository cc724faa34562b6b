import { expect, test } from "vitest";
import { entryAddress } from "./entry-address.ts";

const CHECKSUMMED = "0x52908400098527886E0F7030069857D2E4169EE7";
const MIXED = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";

test.each([CHECKSUMMED, MIXED, MIXED.toLowerCase()])("%s is an address", (text) => {
  expect(entryAddress.parse(text)).toEqual({ address: text.toLowerCase(), family: "eip155" });
});

/** USDT's contract, as the chain's explorers show it. */
const TRON = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t";
const ACCOUNT = "TADTGCnaD5fGeQo3sTbYH3gyqjyNN92TGW";
const ACCOUNT_BYTES = "0x02b1ba617194a07a18afde2e4d50c9a8c73420b5";

test("an address of TRON is told by its form, never by a label", () => {
  for (const text of [ACCOUNT, ACCOUNT_BYTES.replace("0x", "41")]) {
    expect(entryAddress.parse(text)).toEqual({ address: ACCOUNT_BYTES, family: "tron" });
  }
});

test("the first address above the precompiles is one", () => {
  expect(entryAddress.parse(reserved(0x100))).toEqual({ address: reserved(0x100), family: "eip155" });
});

test.each([
  ["cyrillic а", MIXED.replace("a", "а"), "character 4 is U+0430, which is not"],
  ["zero-width space", `${MIXED}\u200b`, "character 43 is U+200B, which cannot be seen"],
  ["byte order mark", `\ufeff${MIXED}`, "character 1 is U+FEFF, which cannot be seen"],
  ["trailing space", `${MIXED} `, "character 43 is U+0020, which cannot be seen"],
  ["fullwidth digit", MIXED.replace("5", "５"), "character 3 is U+FF15, which is not"],
  ["mathematical digit", MIXED.replace("5", "𝟓"), "character 3 is U+1D7D3"],
  ["greek ο for a zero", MIXED.replace("60", "6ο"), "character 9 is U+03BF, which is not a Latin letter"],
  ["capital O for a zero", MIXED.replace("60", "6O"), 'character 9 is U+004F, "O", which is not a hex digit'],
  ["wrong checksum", MIXED.replace("5aA", "5AA"), "checksum"],
  ["too short", MIXED.slice(0, -1), "40 hex digits"],
  ["no prefix", MIXED.slice(2), "40 hex digits"],
  ["TRON: cyrillic Т in front", TRON.replace("T", "Т"), "character 1 is U+0422, which is not a Latin letter"],
  ["TRON: cyrillic а", TRON.replace("6", "а"), "character 33 is U+0430, which is not a Latin letter"],
  ["TRON: greek ο", TRON.replace("o", "ο"), "character 25 is U+03BF, which is not a Latin letter"],
  ["TRON: fullwidth digit", TRON.replace("7", "７"), "character 3 is U+FF17, which is not a Latin letter or a digit"],
  ["TRON: zero-width space", TRON.replace("NH", "N\u200bH"), "character 5 is U+200B, which cannot be seen"],
  ["TRON: direction mark", `\u200e${TRON}`, "character 1 is U+200E, which cannot be seen"],
  ["TRON: 0 for o", TRON.replace("o", "0"), 'character 25 is U+0030, "0", which no TRON address holds'],
  ["TRON: O for Q", TRON.replace("Q", "O"), 'character 10 is U+004F, "O", which no TRON address holds'],
  ["TRON: I for j", TRON.replace("j", "I"), 'character 7 is U+0049, "I", which no TRON address holds'],
  ["TRON: l for L", TRON.replace("L", "l"), 'character 23 is U+006C, "l", which no TRON address holds'],
  ["TRON: one case wrong", TRON.replace("H", "h"), "Base58Check checksum"],
  ["TRON: too short", TRON.slice(0, -1), "33 letters and digits"],
  ["TRON: the zero address", "T9yD14Nj9j7xAB4dbGeiX9h8unkKHxuWwb", "zero address or a precompile"],
  ["an address of Bitcoin", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "neither 0x followed by 40 hex digits nor T"],
  ["the contract of a token", TRON, "is the contract of USDT on TRON"],
  ["where tokens are burnt", "0x000000000000000000000000000000000000dEaD", "to be destroyed"],
  ["far too long", "0".repeat(5000), "5000 characters long"],
  ["zero", reserved(0), "zero address or a precompile"],
  ["first precompile", reserved(1), "zero address or a precompile"],
  ["last reserved", reserved(0xff), "zero address or a precompile"],
])("%s is refused", (_, text, reason) => {
  expect(entryAddress.safeParse(text).error?.issues[0]?.message).toContain(reason);
});

function reserved(number: number): string {
  return `0x${number.toString(16).padStart(40, "0")}`;
}
