import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatAddress, formatCaip10, parseAddress, ZERO_ADDRESS } from "./address.ts";
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
const digits = fc.uint8Array({ minLength: 20, maxLength: 20 }).map((bytes) => Buffer.from(bytes).toString("hex"));

describe("parseAddress", () => {
  it.each(EIP55)("reads %s and writes it again", (text) => {
    expect(parseAddress(text)).toBe(text.toLowerCase());
    expect(formatAddress(parseAddress(text))).toBe(text);
  });

  it("takes text without a checksum: all lower or all upper", () => {
    fc.assert(
      fc.property(digits, (hex) => {
        expect(parseAddress(`0x${hex}`)).toBe(`0x${hex}`);
        expect(parseAddress(`0x${hex.toUpperCase()}`)).toBe(`0x${hex}`);
      }),
    );
  });

  it("catches any one letter in the wrong case, unless that leaves no mixed case to check", () => {
    fc.assert(
      fc.property(digits, fc.nat(39), (hex, place) => {
        const good = formatAddress(`0x${hex}`);
        const letter = good[2 + place] as string;
        const flipped = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
        const bad = good.slice(0, 2 + place) + flipped + good.slice(3 + place);
        const isMixed = bad.slice(2) !== bad.slice(2).toLowerCase() && bad.slice(2) !== bad.slice(2).toUpperCase();
        fc.pre(flipped !== letter && isMixed);
        expect(() => parseAddress(bad)).toThrow(expect.objectContaining({ code: "address_checksum" }));
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
    "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",
  ])("refuses %j", (text) => {
    expect(() => parseAddress(text ?? "")).toThrow(expect.objectContaining({ code: "address_malformed" }));
  });
});

describe("formatCaip10", () => {
  it("puts the chain before the address as people read it", () => {
    expect(formatCaip10("eip155:1", EIP55[4]?.toLowerCase() as Hex)).toBe(`eip155:1:${EIP55[4]}`);
    expect(formatCaip10("eip155:1", ZERO_ADDRESS)).toBe(`eip155:1:0x${"0".repeat(40)}`);
  });
});
