import { formatAddress } from "@redflag/domain/address";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readSearchTerms } from "./search-terms.ts";

const HEX = "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed";
const EIP55 = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
const TRON = formatAddress(HEX, "tron");
const HASH = `0x${"ab".repeat(32)}`;

const codesOf = (text: string) => readSearchTerms(text).notes.map(({ code }) => code);
const familiesOf = (text: string) => readSearchTerms(text).beginnings.map(({ family }) => family);

test.each([
  [HEX, "eip155", undefined],
  [EIP55, "eip155", undefined],
  [EIP55.slice(2), "eip155", undefined],
  [TRON, "tron", undefined],
  [`41${HEX.slice(2)}`, "tron", undefined],
  [`0x41${HEX.slice(2)}`, "tron", undefined],
  [`eip155:1:${EIP55}`, "eip155", "ethereum"],
  [`tron:728126428:${TRON}`, "tron", "tron"],
])("%s is an address, whole", (text, family, chain) => {
  const { account, beginnings, notes, isWords } = readSearchTerms(text);
  expect(isWords).toBe(false);
  expect([account?.address, account?.family, account?.chain?.name]).toEqual([HEX, family, chain]);
  expect([beginnings, notes]).toEqual([[], []]);
});

test.each([
  // The case of one letter, one digit, and one character of TRON's.
  EIP55.replace("aA", "aa"),
  EIP55.replace("605", "606"),
  EIP55.slice(2).replace("605", "606"),
  `0X${EIP55.slice(2).replace("605", "606")}`,
  `eip155:1:${EIP55.replace("605", "606")}`,
  `eip155:1:${EIP55.slice(2).replace("605", "606")}`,
  TRON.slice(0, -1) + (TRON.endsWith("1") ? "2" : "1"),
])("%s fails its checksum: nothing is looked for in its place, nor said to be the right one", (text) => {
  const { account, beginnings, alertIds, isWords, notes } = readSearchTerms(text);
  expect([account, beginnings, alertIds, isWords]).toEqual([undefined, [], undefined, false]);
  expect(notes.map(({ code }) => code)).toEqual(["address_checksum"]);
  expect(notes[0]?.text).not.toContain(EIP55);
  expect(notes[0]?.text).not.toContain(TRON);
});

test("six characters of an address are a beginning, four digits one of an alert's id", () => {
  expect(familiesOf("0x5aaeb")).toEqual([]);
  expect(familiesOf("0x5aaeb6")).toEqual(["eip155"]);
  expect(familiesOf("5AAEB6")).toEqual(["eip155"]);
  expect(familiesOf("41aaeb6")).toEqual(["eip155"]);
  expect(familiesOf("415aaeb6")).toEqual(["eip155", "tron"]);
  expect(familiesOf(TRON.slice(0, 5))).toEqual([]);
  expect(familiesOf(TRON.slice(0, 6))).toEqual(["tron"]);
  expect(familiesOf("eip155:1:415aaeb6")).toEqual(["eip155"]);
  expect(familiesOf(`tron:728126428:${TRON.slice(0, 9)}`)).toEqual(["tron"]);
  expect(familiesOf(`eip155:1:${TRON.slice(0, 9)}`)).toEqual([]);
  expect(readSearchTerms("abc").alertIds).toBeUndefined();
  expect(readSearchTerms("abcd").alertIds).toMatchObject({ from: expect.stringMatching(/^0xabcd0+$/) });
  expect(readSearchTerms("eip155:1:abcdef").alertIds).toBeUndefined();
});

test("32 bytes are a transaction or an alert's id", () => {
  for (const text of [HASH, HASH.slice(2).toUpperCase()]) {
    expect(readSearchTerms(text)).toMatchObject({
      transaction: HASH,
      alertIds: { from: HASH, to: HASH },
      beginnings: [],
      isWords: false,
      notes: [],
    });
  }
});

test.each([
  ["0x12345q", "address_malformed", /character 8 is U\+0071/],
  [`${HEX}\u200b`, "address_malformed", /U\+200B, which cannot be seen/],
  [`${TRON.slice(0, 10)}0${TRON.slice(11)}`, "address_malformed", /"0", which no TRON address holds/],
  [`${TRON}x`, "address_malformed", /neither|not T followed by/],
  ["0x5aaeb", "beginning_short", /from 6 digits on/],
  [`${HEX}1`, "length_odd", /has 41 digits/],
  [`${HASH}1`, "length_odd", /has 65 digits/],
  ["eip155:424242:0x12", "chain_unknown", /eip155:424242 is none/],
])("%s says what is wrong with it", (text, code, words) => {
  expect(readSearchTerms(text).notes).toEqual([{ code, text: expect.stringMatching(words) }]);
});

test.each([
  "Kumru Exchange",
  "T",
  "Terror",
  "Tether Treasury",
  "C-2026-0001",
  "order: 43/25",
  "cafe",
  "facade",
  "10:30",
  "::",
])("%s is words, and nothing is wrong with it", (text) => {
  expect(readSearchTerms(text).isWords).toBe(true);
  expect(readSearchTerms(text).words).toEqual(text.toLowerCase().split(" "));
  expect(codesOf(text)).toEqual([]);
});

test("whatever is typed can be read, and what fails a checksum is never looked for as an address", () => {
  const part = fc.constantFrom("0x", "0X", "41", "T", ":", "eip155:1:", "tron:728126428:", HEX, EIP55, TRON, HASH, " ");
  const text = fc.array(fc.oneof(part, fc.string({ unit: "binary", maxLength: 12 })), { maxLength: 4 });
  fc.assert(
    fc.property(text, (parts) => {
      const { account, beginnings, notes } = readSearchTerms(parts.join(""));
      if (notes.some(({ code }) => code === "address_checksum")) expect([account, beginnings]).toEqual([undefined, []]);
    }),
    { seed: 7 },
  );
});
