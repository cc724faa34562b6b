import { sha256 } from "@noble/hashes/sha2.js";
import { formatAddress } from "@redflag/domain/address";
import { base58xmr, bech32, createBase58check } from "@scure/base";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { classifyAddresses } from "./classify-address.ts";

const EVM = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
const OTHER = "0x52908400098527886E0F7030069857D2E4169EE7";
const TRON = "TADTGCnaD5fGeQo3sTbYH3gyqjyNN92TGW";
const base58check = createBase58check(sha256);

/** Each in a few words: the address as it is written, the format, or the reason. */
function told(text: string): string[] {
  return classifyAddresses(text).map((as) => {
    if (as.kind === "foreign") return as.format;
    if (as.kind === "refused") return `refused: ${as.reason}`;
    const written = formatAddress(as.parsed.address, as.parsed.family);
    return as.repairs.length === 0 ? written : `${written} (${as.repairs.join(", ")})`;
  });
}

describe("what is right stays as it is", () => {
  test.each([
    [EVM, EVM],
    [EVM.toLowerCase(), EVM],
    [TRON, TRON],
    ["4102b1ba617194a07a18afde2e4d50c9a8c73420b5", TRON],
  ])("%s", (text, written) => expect(told(text)).toEqual([written]));
});

describe("what is repaired says so", () => {
  test.each([
    [`  ${EVM}\u00a0`, [`${EVM} (spaces around it)`]],
    [`${TRON}\u200b`, [`${TRON} (characters that cannot be seen)`]],
    [`\u202a${EVM}\u202c`, [`${EVM} (characters that cannot be seen)`]],
    [TRON.replace("TA", "ＴＡ"), [`${TRON} (letters in another form (NFKC))`]],
    [TRON.replace("TA", "ТА"), [`${TRON} (look-alike letters)`]],
    [EVM.slice(2), [`${EVM} (no 0x before it)`]],
    [`0X${EVM.slice(2)}`, [`${EVM} (0X for 0x)`]],
    [`${EVM}; ${TRON}`, [`${EVM} (2 addresses in one field)`, `${TRON} (2 addresses in one field)`]],
    [`${EVM}${OTHER}`, [`${EVM} (2 addresses in one field)`, `${OTHER} (2 addresses in one field)`]],
    [`USDT (TRC20): ${TRON}`, [`${TRON} (words beside it)`]],
    [`eip155:1:${EVM}`, [`${EVM} (a prefix before it)`]],
    [`https://explorer.example/address/${EVM}`, [`${EVM} (words beside it)`]],
    [`${TRON.slice(0, 17)}\n${TRON.slice(17)}`, [`${TRON} (spaces within it)`]],
  ])("%j", (text, expected) => expect(told(text)).toEqual(expected));
});

describe("what is of another chain is told by its checksum", () => {
  const bytes = new Uint8Array(20).fill(7);
  test.each([
    ["1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "bitcoin"],
    ["3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", "bitcoin"],
    ["bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", "bitcoin"],
    ["bc1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqkedrcr", "bitcoin"],
    ["bitcoincash:qr95sy3j9xwd2ap32xkykttr4cvcu7as4y0qverfuy", "bitcoin cash"],
    [base58check.encode(Uint8Array.of(0x30, ...bytes)), "litecoin"],
    [bech32.encode("ltc", [0, ...bech32.toWords(bytes)]), "litecoin"],
    [base58check.encode(Uint8Array.of(0x4c, ...bytes)), "dash"],
    [base58check.encode(Uint8Array.of(0x1e, ...bytes)), "dogecoin"],
    [base58check.encode(Uint8Array.of(0x1c, 0xb8, ...bytes)), "zcash"],
    ["rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh", "ripple"],
    ["44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A", "monero"],
    ["So11111111111111111111111111111111111111112", "solana"],
    ["EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N", "ton"],
    ["GAAZI4TCR3TY5OJHCTJC2A4QSY6CJWJH5IAJTGKIN2ER7LBNVKOCCWN7", "stellar"],
  ])("%s", (text, format) => {
    expect(told(text)).toEqual([format]);
    expect(told(`${text} ${EVM}`)[0]).toBe(format);
  });

  test("a wrong last character is refused, not counted", () => {
    expect(told("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb")[0]).toContain("refused");
    expect(told(base58xmr.encode(new Uint8Array(69)))[0]).toContain("refused");
  });
});

describe("what is refused says why", () => {
  test.each([
    ["", "empty"],
    ["\u200b ", "empty"],
    [TRON.toLowerCase(), "lower case"],
    ["1a1zp1ep5qgefi2dmptftl5slmv7divfna", "lower case"],
    [EVM.slice(0, -1), "39 hex digits"],
    [EVM.replace("5aA", "5AA"), "EIP-55 checksum"],
    [TRON.replace("TAD", "TAE"), "Base58Check checksum"],
    [`0x${"0".repeat(40)}`, "zero address"],
    [`0x${"0".repeat(39)}9`, "precompile"],
    ["0x000000000000000000000000000000000000dEaD", "destroyed"],
    ["TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "contract of USDT"],
    ["0xdAC17F958D2ee523a2206206994597C13D831ec7", "contract of USDT on Ethereum"],
    [`0x${"ab".repeat(32)}`, "64 hex digits"],
    ["123456789012345", "digits alone"],
    ["somebody@example.org", "no address that is known"],
    ["x".repeat(5000), "5000 characters long"],
  ])("%j", (text, reason) => {
    expect(told(text)).toHaveLength(1);
    expect(told(text)[0]).toContain("refused");
    expect(told(text)[0]).toContain(reason);
  });

  test("beside a good address too: both are told", () => {
    expect(told(`${EVM}, ${TRON.toLowerCase()}`)).toEqual([
      `${EVM} (2 addresses in one field)`,
      expect.stringContaining("lower case"),
    ]);
  });
});

const address = fc.tuple(
  fc.bigInt({ min: 0x1_0000_0000n, max: 2n ** 160n - 1n }).map((n) => `0x${n.toString(16).padStart(40, "0")}` as const),
  fc.constantFrom("eip155" as const, "tron" as const),
);

test("a valid address keeps its bytes, with whatever surrounds it", () => {
  const around = fc.string({ unit: fc.constantFrom(...' \t\n,;\u200b\ufeff\u00a0()"'), maxLength: 8 });
  fc.assert(
    fc.property(address, around, around, ([bytes, family], before, after) => {
      const [as, ...more] = classifyAddresses(before + formatAddress(bytes, family) + after);
      expect(as).toMatchObject({ kind: "ours", parsed: { address: bytes, family } });
      expect(more).toEqual([]);
    }),
  );
});

test("no text throws, and each gives one answer or more", () => {
  const pieces = fc.constantFrom(
    EVM,
    TRON,
    "0x",
    "T",
    "bc1",
    "bitcoincash:q",
    "4",
    ":",
    "41",
    "00",
    "\u200b",
    "а",
    "٣",
    "\ud800",
  );
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.array(fc.oneof(pieces, fc.string()), { maxLength: 8 }).map((parts) => parts.join("")),
  );
  fc.assert(
    fc.property(text, (given) => classifyAddresses(given).length > 0),
    { numRuns: 2_000 },
  );
});

test("one changed character of an address with a checksum never gives another address", () => {
  fc.assert(
    fc.property(address, fc.nat(33), fc.constantFrom(..."123ABCabc0OIlаТ"), ([bytes], at, letter) => {
      const written = formatAddress(bytes, "tron");
      const changed = written.slice(0, at) + letter + written.slice(at + 1);
      for (const as of classifyAddresses(changed)) {
        if (as.kind === "ours") expect(as.parsed).toEqual({ address: bytes, family: "tron" });
      }
    }),
    { numRuns: 1_000 },
  );
});
