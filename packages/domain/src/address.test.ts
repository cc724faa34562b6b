import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatAddress, formatCaip10, parseAddress, parseAddressOn, ZERO_ADDRESS } from "./address.ts";
import { ethereum } from "./chains/ethereum.ts";
import { tron } from "./chains/tron.ts";
import type { Hex } from "./hex.ts";

/** The examples that EIP-55 gives. */
const EIP55 = [
  "0x52908400098527886E0F7030069857D2E4169EE7",
  "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
  "0xde709f2102306220921060314715629080e2fb77",
  "0x27b1fdb04752bbc536007a920d24acb045561c26",
  "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
  "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
  "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
  "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
];
/** See tests/vectors/README.md. */
const TRON_VECTORS = readFileSync(new URL("../../../tests/vectors/tron-addresses.csv", import.meta.url), "utf8")
  .trimEnd()
  .split("\n")
  .slice(1)
  .map((line) => line.split(",") as [hex: Hex, base58: string]);
const BASE58_LETTERS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const USDT_TRON = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t";

const digits = fc.uint8Array({ minLength: 20, maxLength: 20 }).map((bytes) => Buffer.from(bytes).toString("hex"));
const failure = (code: string) => expect.objectContaining({ code });

describe("an address of an EVM chain", () => {
  it.each(EIP55)("%s is read and written again", (text) => {
    expect(parseAddress(text)).toEqual({ address: text.toLowerCase(), family: "eip155" });
    expect(formatAddress(parseAddress(text).address, "eip155")).toBe(text);
  });

  it("may come without a checksum: all lower or all upper", () => {
    fc.assert(
      fc.property(digits, (hex) => {
        expect(parseAddress(`0x${hex}`)).toEqual({ address: `0x${hex}`, family: "eip155" });
        expect(parseAddress(`0x${hex.toUpperCase()}`).address).toBe(`0x${hex}`);
      }),
    );
  });

  it("is refused with any one letter in the wrong case, unless that leaves no mixed case to check", () => {
    fc.assert(
      fc.property(digits, fc.nat(39), (hex, place) => {
        const good = formatAddress(`0x${hex}`, "eip155");
        const letter = good[2 + place] as string;
        const flipped = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
        const bad = good.slice(0, 2 + place) + flipped + good.slice(3 + place);
        const isMixed = bad.slice(2) !== bad.slice(2).toLowerCase() && bad.slice(2) !== bad.slice(2).toUpperCase();
        fc.pre(flipped !== letter && isMixed);
        expect(() => parseAddress(bad)).toThrow(failure("address_checksum"));
      }),
    );
  });

  it.each([
    "",
    "0x",
    "de709f2102306220921060314715629080e2fb77",
    `${EIP55[0]}0`,
    EIP55[0]?.slice(0, -1),
    ` ${EIP55[0]}`,
    `${EIP55[0]}\n`,
    `0x${"g".repeat(40)}`,
    `0x${"٠".repeat(40)}`,
    `0X${"0".repeat(40)}`,
  ])("is not %j", (text) => {
    expect(() => parseAddress(text ?? "")).toThrow(failure("address_malformed"));
  });
});

describe("an address of TRON", () => {
  it("comes with 200 golden examples", () => {
    expect(TRON_VECTORS).toHaveLength(200);
    expect(new Set(TRON_VECTORS.map(([hex]) => hex)).size).toBe(200);
  });

  it.each(TRON_VECTORS)("%s is %s, both ways", (hex, base58) => {
    expect(formatAddress(hex, "tron")).toBe(base58);
    expect(parseAddress(base58)).toEqual({ address: hex, family: "tron" });
    expect(parseAddress(`41${hex.slice(2)}`)).toEqual({ address: hex, family: "tron" });
    expect(parseAddress(`0x41${hex.slice(2).toUpperCase()}`)).toEqual({ address: hex, family: "tron" });
  });

  it("is written so that it reads back, whatever the bytes", () => {
    fc.assert(
      fc.property(digits, (hex) => {
        const text = formatAddress(`0x${hex}`, "tron");
        expect(text).toMatch(/^T[1-9A-HJ-NP-Za-km-z]{33}$/);
        expect(parseAddress(text)).toEqual({ address: `0x${hex}`, family: "tron" });
      }),
    );
  });

  it("is refused with any one character changed to another of the alphabet", () => {
    const letter = fc.constantFrom(...BASE58_LETTERS);
    fc.assert(
      fc.property(
        fc.constantFrom(...TRON_VECTORS),
        fc.integer({ min: 1, max: 33 }),
        letter,
        ([, good], place, other) => {
          fc.pre(good[place] !== other);
          const bad = good.slice(0, place) + other + good.slice(place + 1);
          expect(() => parseAddress(bad)).toThrow(failure("address_checksum"));
        },
      ),
    );
  });

  it("is refused with two neighbours swapped", () => {
    fc.assert(
      fc.property(fc.constantFrom(...TRON_VECTORS), fc.integer({ min: 1, max: 32 }), ([, good], place) => {
        const [a, b] = [good[place] as string, good[place + 1] as string];
        fc.pre(a !== b);
        expect(() => parseAddress(good.slice(0, place) + b + a + good.slice(place + 2))).toThrow(
          failure("address_checksum"),
        );
      }),
    );
  });

  it.each(["0", "O", "I", "l"])("never holds %s, which looks like another", (lookalike) => {
    for (const place of [1, 17, 33]) {
      const bad = USDT_TRON.slice(0, place) + lookalike + USDT_TRON.slice(place + 1);
      expect(() => parseAddress(bad)).toThrow(failure("address_malformed"));
    }
  });

  it.each([
    ["a letter too few", USDT_TRON.slice(0, -1)],
    ["a letter too many", `${USDT_TRON}t`],
    ["a space", `${USDT_TRON} `],
    ["a line break", `${USDT_TRON}\n`],
    ["another alphabet's T", `Т${USDT_TRON.slice(1)}`],
    ["a letter of full width", `TＲ${USDT_TRON.slice(2)}`],
    ["an address of Bitcoin", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"],
    ["lower case", USDT_TRON.toLowerCase()],
  ])("is not %s", (_, text) => {
    expect(() => parseAddress(text)).toThrow(failure("address_malformed"));
  });

  it("needs its own prefix, even when the checksum is right", () => {
    // Twenty bytes with the prefix 0x42: the neighbour of TRON's, whose text begins with T as well.
    expect(() => parseAddress("Tas3vExdmvHHZhkC1z5ByHT3Szd491AdKz")).toThrow(failure("address_checksum"));
    // Hex with another byte before the twenty, such as TRON's test networks of old had.
    expect(() => parseAddress(`a0${"11".repeat(20)}`)).toThrow(failure("address_malformed"));
  });
});

describe("parseAddressOn", () => {
  it("takes hex on TRON, since its nodes write it so", () => {
    const hex = "0xa614f803b6fd780986a42c78ec9c7f77e6ded13c";
    for (const text of [USDT_TRON, hex, `41${hex.slice(2)}`]) expect(parseAddressOn(tron, text)).toBe(hex);
  });

  it("refuses TRON's text elsewhere: it would name another's account", () => {
    for (const text of [USDT_TRON, `41${"11".repeat(20)}`]) {
      const detail = `${text} is an address of TRON, not of Ethereum`;
      expect(() => parseAddressOn(ethereum, text)).toThrow(
        expect.objectContaining({ code: "address_malformed", detail }),
      );
    }
  });
});

describe("formatCaip10", () => {
  it("puts the chain before the address as its people read it", () => {
    expect(formatCaip10(ethereum, EIP55[4]?.toLowerCase() as Hex)).toBe(`eip155:1:${EIP55[4]}`);
    expect(formatCaip10(ethereum, ZERO_ADDRESS)).toBe(`eip155:1:0x${"0".repeat(40)}`);
    expect(formatCaip10(tron, ZERO_ADDRESS)).toBe("tron:728126428:T9yD14Nj9j7xAB4dbGeiX9h8unkKHxuWwb");
  });
});
