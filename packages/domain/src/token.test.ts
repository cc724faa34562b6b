import { describe, expect, it } from "vitest";
import { defineToken } from "./token.ts";

const USDT = "0xdAC17F958D2ee523a2206206994597C13D831ec7";
const USDT_TRON = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t";

function define(contract: { chain?: string; address?: string; decimals?: number }, peg = "USD") {
  const whole = { chain: "ethereum", address: USDT, decimals: 6, ...contract };
  return defineToken({
    symbol: "USDT",
    title: "Tether USD",
    issuer: "Tether",
    peg,
    contracts: [{ ...whole, freezes: "none", sources: ["a sample"] }],
  });
}

describe("defineToken", () => {
  it("holds addresses in lower case, whatever the family", () => {
    expect(define({}).contracts[0]?.address).toBe("0xdac17f958d2ee523a2206206994597c13d831ec7");
    expect(define({ chain: "tron", address: USDT_TRON }).contracts[0]?.address).toBe(
      "0xa614f803b6fd780986a42c78ec9c7f77e6ded13c",
    );
  });

  it.each([0, 2, 6, 18, 36])("takes %d decimals", (decimals) => {
    expect(define({ decimals }).contracts[0]?.decimals).toBe(decimals);
  });

  it.each([-1, 1.5, 37, Number.NaN, Number.POSITIVE_INFINITY])("refuses %d decimals", (decimals) => {
    const detail = `USDT on ethereum, ${USDT}: decimals are ${decimals}, not a whole number from 0 to 36`;
    expect(() => define({ decimals })).toThrow(expect.objectContaining({ code: "token_invalid", detail }));
  });

  const wrongCase = USDT.replace("dAC", "dac");
  it.each([
    ["one letter's case changed", "ethereum", wrongCase, `fails its EIP-55 checksum; the digits spell ${USDT}`],
    ["no checksum at all", "ethereum", USDT.toLowerCase(), `the checksum that Ethereum uses; the digits spell ${USDT}`],
    ["a digit too few", "ethereum", USDT.slice(0, -1), "is neither 0x followed by 40 hex digits"],
    ["TRON's address on an EVM chain", "ethereum", USDT_TRON, "not written with the checksum that Ethereum uses"],
    ["an EVM address on TRON", "tron", USDT, "not written with the checksum that TRON uses"],
    ["TRON's hex form", "tron", `41${USDT.slice(2)}`, "not written with the checksum that TRON uses"],
    ["a letter of TRON's changed", "tron", USDT_TRON.replace("NHq", "NHr"), "fails its Base58Check checksum"],
  ])("refuses %s and says where", (_, chain, address, fault) => {
    expect(() => define({ chain, address })).toThrow(
      expect.objectContaining({
        code: "token_invalid",
        detail: expect.stringMatching(new RegExp(`^USDT on ${chain}, ${address}: .*${fault}`)),
      }),
    );
  });

  it.each(["usd", "USDT", "", "U$D"])("refuses the peg %j", (peg) => {
    const detail = `USDT: peg "${peg}" is not an ISO 4217 code`;
    expect(() => define({}, peg)).toThrow(expect.objectContaining({ code: "token_invalid", detail }));
  });

  it("names the chain that nobody knows", () => {
    const detail = expect.stringMatching(/^USDT on etherium, 0x[^:]+: "etherium"; known chains: /);
    expect(() => define({ chain: "etherium" })).toThrow(expect.objectContaining({ code: "token_invalid", detail }));
  });
});
