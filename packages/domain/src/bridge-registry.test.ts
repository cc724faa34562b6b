import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { formatAddress } from "./address.ts";
import { defineBridge } from "./bridge.ts";
import { BRIDGES, findBridge, listBridgeContracts } from "./bridge-registry.ts";
import { CHAINS } from "./chain-registry.ts";
import { TRANSFER_TOPIC } from "./decode-transfer.ts";
import { readDeclaration } from "./event-declaration.samples.ts";
import type { Hex } from "./hex.ts";
import { findToken } from "./token-registry.ts";

const folder = new URL("./bridges/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".ts"));
const contracts = BRIDGES.flatMap(({ name, contracts }) => contracts.map((contract) => ({ name, ...contract })));

/** As the contracts declare them; indexed arguments decide where all others stand. */
const DECLARED: Record<string, readonly string[]> = {
  layerzero_oft: [
    "OFTSent(bytes32 indexed guid, uint32 dstEid, address indexed fromAddress, uint256 amountSentLD, uint256 amountReceivedLD)",
    "OFTReceived(bytes32 indexed guid, uint32 srcEid, address indexed toAddress, uint256 amountReceivedLD)",
  ],
  cctp_v1: [
    "DepositForBurn(uint64 indexed nonce, address indexed burnToken, uint256 amount, address indexed depositor, bytes32 mintRecipient, uint32 destinationDomain, bytes32 destinationTokenMessenger, bytes32 destinationCaller)",
    "MintAndWithdraw(address indexed mintRecipient, uint256 amount, address indexed mintToken)",
    "MessageReceived(address indexed caller, uint32 sourceDomain, uint64 indexed nonce, bytes32 sender, bytes messageBody)",
    "MessageSent(bytes message)",
  ],
  cctp_v2: [
    "DepositForBurn(address indexed burnToken, uint256 amount, address indexed depositor, bytes32 mintRecipient, uint32 destinationDomain, bytes32 destinationTokenMessenger, bytes32 destinationCaller, uint256 maxFee, uint32 indexed minFinalityThreshold, bytes hookData)",
    "MintAndWithdraw(address indexed mintRecipient, uint256 amount, address indexed mintToken, uint256 feeCollected)",
    "MessageReceived(address indexed caller, uint32 sourceDomain, bytes32 indexed nonce, bytes32 sender, uint32 indexed finalityThresholdExecuted, bytes messageBody)",
    "MessageSent(bytes message)",
  ],
};

/** Which argument says what, of each event that says it. */
const MEANS: Record<string, Record<string, string>> = {
  OFTSent: { nonce: "guid", remoteDomain: "dstEid", account: "fromAddress", amount: "amountSentLD" },
  OFTReceived: { nonce: "guid", remoteDomain: "srcEid", account: "toAddress", amount: "amountReceivedLD" },
  DepositForBurn: {
    token: "burnToken",
    account: "depositor",
    amount: "amount",
    remoteAccount: "mintRecipient",
    remoteDomain: "destinationDomain",
  },
  MintAndWithdraw: { account: "mintRecipient", token: "mintToken", amount: "amount" },
  MessageReceived: { nonce: "nonce", remoteDomain: "sourceDomain" },
  MessageSent: {},
};

const ARGUMENTS = ["nonce", "remoteDomain", "account", "remoteAccount", "token", "amount"] as const;

describe("bridges", () => {
  it.each(files)("%s is registered, its addresses written with their checksums", async (file) => {
    for (const bridge of Object.values(await import(new URL(file, folder).href))) expect(BRIDGES).toContain(bridge);
    const addresses = readFileSync(new URL(file, folder), "utf8").match(/0x[0-9a-zA-Z]{40}\b/g) ?? [];
    expect(addresses.length).toBeGreaterThan(0);
    for (const address of addresses) expect(address).toBe(formatAddress(address.toLowerCase() as Hex, "eip155"));
  });

  it("have one name and one contract each, and share none with a token", () => {
    expect(new Set(BRIDGES.map(({ name }) => name)).size).toBe(BRIDGES.length);
    expect(new Set(contracts.map(({ chain, address }) => `${chain} ${address}`)).size).toBe(contracts.length);
    for (const { chain, address, token } of contracts) {
      expect(findToken(chain, address)).toBeUndefined();
      if (token !== undefined) expect(findToken(chain, token)?.token.symbol).toMatch(/^USDT0?$/);
    }
  });

  it("count chains apart: one number for one chain", () => {
    for (const { name } of BRIDGES) {
      const numbers = contracts
        .filter((contract) => contract.name === name)
        .map(({ chain, domain }) => [chain, domain]);
      const pairs = new Set(numbers.map(String));
      expect(new Set(numbers.map(([chain]) => chain)).size).toBe(pairs.size);
      expect(new Set(numbers.map(([, domain]) => domain)).size).toBe(pairs.size);
    }
  });

  it.each(BRIDGES.map((bridge) => [bridge.name, bridge] as const))(
    "%s puts every argument where its contract does",
    (name, { events }) => {
      const declared = DECLARED[name]?.map(readDeclaration) ?? [];
      expect(events.map(({ topic0 }) => topic0).sort()).toEqual(declared.map(({ topic0 }) => topic0).sort());
      for (const event of events) {
        const declaration = declared.find(({ signature }) => signature === event.signature);
        if (declaration === undefined) throw new Error(`${event.signature} is not declared`);
        const { topic0, topicCount, wordCount, hasTail, placeOf } = declaration;
        expect(event).toMatchObject({ topic0, topicCount, wordCount, hasTail });
        const eventName = event.signature.slice(0, event.signature.indexOf("("));
        const means = {
          ...MEANS[eventName],
          ...(event.signature.startsWith("DepositForBurn(uint64") && { nonce: "nonce" }),
        };
        for (const argument of ARGUMENTS) {
          const source = (means as Record<string, string>)[argument];
          expect([argument, event[argument]]).toEqual([argument, source && placeOf(source)]);
        }
        expect(event.message !== undefined).toBe(eventName === "MessageSent");
      }
    },
  );

  it("give each of their topics one event, never a token's Transfer", () => {
    for (const { events } of BRIDGES) {
      const topics = [TRANSFER_TOPIC, ...events.map(({ topic0 }) => topic0)];
      expect(new Set(topics).size).toBe(topics.length);
    }
  });

  it("are found by chain and contract, and listed sorted", () => {
    const oft = "0x6c96de32cea08842dcc4058c14d3aaad7fa41dee";
    expect(findBridge("ethereum", oft)?.bridge.name).toBe("layerzero_oft");
    expect(findBridge("demo", oft)).toBeUndefined();
    expect(findBridge("nowhere", oft)).toBeUndefined();
    for (const { name } of CHAINS) {
      const listed = listBridgeContracts(name).map(({ contract }) => contract.address);
      expect(listed).toEqual(
        contracts
          .filter(({ chain }) => chain === name)
          .map(({ address }) => address)
          .sort(),
      );
    }
    expect(() => listBridgeContracts("nowhere")).toThrow(expect.objectContaining({ code: "chain_unknown" }));
  });

  it("refuse an address with a wrong checksum, naming it", () => {
    const address = "0x6c96dE32CEa08842dcc4058c14d3aaAD7Fa41dee";
    const bridge = { name: "b", title: "B", events: [], sources: [], linkOf: () => undefined };
    const contracts = [{ chain: "ethereum", domain: 1, address }];
    expect(() => defineBridge({ ...bridge, contracts })).toThrow(
      expect.objectContaining({ code: "address_checksum", detail: expect.stringContaining(address) }),
    );
  });
});
