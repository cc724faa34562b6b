import { expect, test } from "vitest";
import { entryAddress } from "./entry-address.ts";

const CHECKSUMMED = "0x52908400098527886E0F7030069857D2E4169EE7";
const MIXED = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";

test.each([CHECKSUMMED, MIXED, MIXED.toLowerCase()])("%s is an address", (text) => {
  expect(entryAddress.parse(text)).toBe(text.toLowerCase());
});

test("the first address above the precompiles is one", () => {
  expect(entryAddress.parse(reserved(0x100))).toBe(reserved(0x100));
});

test.each([
  ["cyrillic а", MIXED.replace("a", "а"), "character 4 is U+0430, which is not"],
  ["zero-width space", `${MIXED}\u200b`, "character 43 is U+200B, which cannot be seen"],
  ["byte order mark", `\ufeff${MIXED}`, "character 1 is U+FEFF, which cannot be seen"],
  ["trailing space", `${MIXED} `, "character 43 is U+0020, which cannot be seen"],
  ["fullwidth digit", MIXED.replace("5", "５"), "character 3 is U+FF15, which is not"],
  ["mathematical digit", MIXED.replace("5", "𝟓"), "character 3 is U+1D7D3"],
  ["wrong checksum", MIXED.replace("5aA", "5AA"), "checksum"],
  ["too short", MIXED.slice(0, -1), "40 hex digits"],
  ["no prefix", MIXED.slice(2), "40 hex digits"],
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
