import { expect, test } from "vitest";
import { formatAccount, isOn, parseAccount } from "./account.ts";
import { CHAINS, getChain } from "./chain-registry.ts";

const EVM = "0x480bBF412C2D762Bd6bd1446AF4ED89AFE016a48";
const BYTES = "0x480bbf412c2d762bd6bd1446af4ed89afe016a48";
const TRON = "TJRabPrwbZy45sbavfcjinPJC18kjpRTv8";
const TRON_BYTES = parseAccount(TRON).address;

test.each([
  [EVM, BYTES, "eip155", undefined],
  [BYTES, BYTES, "eip155", undefined],
  [`0x${BYTES.slice(2).toUpperCase()}`, BYTES, "eip155", undefined],
  [`eip155:1:${EVM}`, BYTES, "eip155", "ethereum"],
  [`eip155:56:${BYTES}`, BYTES, "eip155", "bsc"],
  [TRON, TRON_BYTES, "tron", undefined],
  [`41${TRON_BYTES.slice(2)}`, TRON_BYTES, "tron", undefined],
  [`0x41${TRON_BYTES.slice(2).toUpperCase()}`, TRON_BYTES, "tron", undefined],
  [`tron:728126428:${TRON}`, TRON_BYTES, "tron", "tron"],
  [`tron:728126428:41${TRON_BYTES.slice(2)}`, TRON_BYTES, "tron", "tron"],
])("%s is read, and written as its family writes it", (text, address, family, chain) => {
  const account = parseAccount(text);
  expect(account).toEqual({ address, family, ...(chain !== undefined && { chain: getChain(chain) }) });
  expect(parseAccount(formatAccount(account))).toEqual(account);
});

test.each([
  ["0x480Bbf412C2D762Bd6bd1446AF4ED89AFE016a48", "address_checksum"],
  [TRON.replace("J", "K"), "address_checksum"],
  [TRON.toLowerCase(), "address_malformed"],
  [EVM.slice(0, -1), "address_malformed"],
  [`${EVM}\u200b`, "address_malformed"],
  ["", "address_malformed"],
  [`eip155:1:${TRON}`, "address_malformed"],
  [`eip155:99999:${EVM}`, "chain_unknown"],
  [`bip122:000000000019d6689c085ae165831e93:1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa`, "chain_unknown"],
  [":", "chain_unknown"],
])("%s is refused as %s", (text, code) => {
  expect(() => parseAccount(text)).toThrow(expect.objectContaining({ code }));
});

test("without a chain it is on each chain of its family, with one on that alone", () => {
  const chainsOf = (text: string) => CHAINS.filter((chain) => isOn(parseAccount(text), chain)).map(({ name }) => name);
  expect(chainsOf(TRON)).toEqual(["tron"]);
  expect(chainsOf(EVM)).toEqual(CHAINS.filter(({ family }) => family === "eip155").map(({ name }) => name));
  expect(chainsOf(`eip155:1:${EVM}`)).toEqual(["ethereum"]);
});
