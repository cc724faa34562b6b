import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tronDialect } from "./tron-dialect.ts";

/** Block 66,984,960 of the Nile testnet, from java-tron's documentation of eth_getBlockByNumber. */
const NILE = {
  number: "0x3fe1c00",
  hash: "0x0000000003fe1c00462b498ddae67717e96c785078adb5ccb7279148916e6f97",
  parentHash: "0x0000000003fe1bff062fa008dcd68f6ab2a96a25bc175df22a04baa0cd391573",
  miner: "0xa234e405a2c6fd67cdd4d0ea2f6188f65534c8b1",
  timestamp: "0x69f18a5c",
  stateRoot: "0x",
};
/** A log of a block near it, from the documentation of eth_getLogs, its data left out. */
const LOG = {
  address: "0x9ff8fc48fb114ccd5bbdc24a86f0c73082f08825",
  blockHash: "0x0000000003fe1ca05cf728c92ee79f5f2758c3e4e4ea88501826726880e8b81c",
  blockNumber: "0x3fe1ca0",
  blockTimestamp: "0x697999ef",
  transactionHash: "0x01b4cde4197b9d1a1ff09ef5d2b1d939d3ec2401b3f002ebd0802c0f30a6e4ca",
  transactionIndex: "0x0",
  logIndex: "0x0",
  removed: false,
  topics: ["0xc66625d03b4a832d8245f0df593e32e0fbbbad96d4aa45440aa1535b80983083"],
  data: "0x",
};
const failure = (code: string) => expect.objectContaining({ code });
const readHeader = (change: object) => tronDialect.parseHeader({ ...NILE, ...change }, "node.example");

describe("a TRON header", () => {
  it("is read without roots and bloom", () => {
    const { number, hash, parentHash, time } = readHeader({});
    expect([number, hash, parentHash]).toEqual([66_984_960, NILE.hash, NILE.parentHash]);
    expect(new Date(time * 1000).toISOString()).toBe("2026-04-29T04:34:36.000Z");
  });

  it.each([
    [{ hash: `0x${"ab".repeat(32)}` }, /hash of block 66984960 is 0xabab.* 0x0000000003fe1c00$/],
    [{ hash: NILE.parentHash }, /hash of block 66984960/],
    [{ number: "0x3fe1c01" }, /hash of block 66984961/],
    [{ parentHash: NILE.hash }, /parent hash of block 66984960/],
  ])("whose hashes do not begin with their heights is refused: %j", (change, text) => {
    expect(() => readHeader(change)).toThrow(failure("answer_inconsistent"));
    expect(() => readHeader(change)).toThrow(text);
  });

  it("of the first block has a parent that stands for nothing", () => {
    const hash = "0x00000000000000001ebf88508a03865c71d452e25f4d51194196a1d22b6653dc";
    const parentHash = "0xe58f33f9baf9305dc6f82b9f1934ea8f0ade2defb951258d50167028c780351f";
    expect(readHeader({ number: "0x0", hash, parentHash }).parentHash).toBe(parentHash);
  });

  it.each([["number"], ["hash"], ["parentHash"], ["timestamp"]])("without its %s is refused", (field) => {
    expect(() => readHeader({ [field]: undefined })).toThrow(failure("endpoint_malformed_answer"));
    expect(() => readHeader({ [field]: undefined })).toThrow(new RegExp(`node\\.example: block: ${field} `));
  });

  it.each([[null], ["0x"], [[]], [7]])("is not %j", (value) => {
    expect(() => tronDialect.parseHeader(value, "n")).toThrow(failure("endpoint_malformed_answer"));
  });
});

describe("a TRON log", () => {
  const digits = fc.uint8Array({ minLength: 20, maxLength: 20 }).map((bytes) => Buffer.from(bytes).toString("hex"));

  it("has one contract, however that is written", () => {
    fc.assert(
      fc.property(digits, (hex) => {
        for (const text of [`0x${hex}`, `0x41${hex}`, `41${hex}`, `0x41${hex.toUpperCase()}`]) {
          expect(tronDialect.parseLogs([{ ...LOG, address: text }], "n")[0]?.address).toBe(`0x${hex}`);
        }
      }),
    );
  });

  it("whose 20 bytes begin with 41 keeps them", () => {
    const address = `0x41${"ab".repeat(19)}`;
    expect(tronDialect.parseLogs([{ ...LOG, address }], "n")[0]?.address).toBe(address);
  });

  it.each([
    ["TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"],
    [`0x42${"ab".repeat(20)}`],
    [`41${"ab".repeat(19)}`],
    [`0x4141${"ab".repeat(20)}`],
    [7],
  ])("of contract %j is refused", (address) => {
    expect(() => tronDialect.parseLogs([{ ...LOG, address }], "n")).toThrow(failure("endpoint_malformed_answer"));
  });

  it.each([[null], [{}], [[null]], [["log"]]])("is not in %j", (value) => {
    expect(() => tronDialect.parseLogs(value, "n")).toThrow(failure("endpoint_malformed_answer"));
  });
});
