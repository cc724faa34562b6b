import { getChain } from "@redflag/domain/chain-registry";
import type { Hash, Hex } from "@redflag/domain/hex";
import { describe, expect, test } from "vitest";
import { describeLog } from "./decoded-log.ts";

const word = (digits: string): Hash => `0x${digits.padStart(64, "0")}`;
const data = (...words: readonly string[]): Hex => `0x${words.map((digits) => digits.padStart(64, "0")).join("")}`;
const ALICE = "5aaeb6053f3e94c9b9a09f33669435e7ef1beaed";
const BOB = "b0".repeat(20);
const ALICE_TEXT = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";

function describeOn(chain: string, address: Hex, topics: readonly Hash[], body: Hex) {
  const place = { blockNumber: 7, blockHash: word("1"), transactionHash: word("2"), transactionIndex: 0, logIndex: 3 };
  return describeLog(getChain(chain), { address, topics, data: body, ...place });
}

describe("a log that freezes many", () => {
  const frozen = "0x07381cac78ed3e2aa4d96e0d2c80e39d1c2fff09d8f6f079fa7249b553f45425";
  const eurcv = "0x5f7827fdeb7c20b443265fc2f40845b715385ff2";
  const place = { kind: "issuer_event", block: 7, logIndex: 3, symbol: "EURCV", event: "freeze" };

  test("names each account, once as often as the log does", () => {
    const { line, text } = describeOn("ethereum", eurcv, [frozen], data("20", "3", ALICE, BOB, ALICE));
    expect(line).toMatchObject({
      ...place,
      accounts: [withChain(ALICE_TEXT), expect.anything(), withChain(ALICE_TEXT)],
    });
    expect(line).not.toHaveProperty("account");
    expect(text).toContain(`EURCV freeze of ${ALICE_TEXT}, 0x`);
  });

  test("and with one account reads as any other freeze", () => {
    const { line } = describeOn("ethereum", eurcv, [frozen], data("20", "1", ALICE));
    expect(line).toMatchObject({ ...place, account: withChain(ALICE_TEXT) });
    expect(line).not.toHaveProperty("accounts");
  });
});

describe("a bridge's log", () => {
  const oft = "0x6c96de32cea08842dcc4058c14d3aaad7fa41dee";
  const sent = "0x85496b760a4b7f8d66384b9df21b381f5d1b1e79f229a47aaf4c232edc2fe59a";

  test("says who sent how much to which domain, and the link to the other leg", () => {
    const { line, text } = describeOn(
      "ethereum",
      oft,
      [sent, word("9"), word(ALICE)],
      data("759e", "16e360", "16e360"),
    );
    expect(line).toEqual({
      ...{ kind: "bridge_event", block: 7, logIndex: 3, transaction: word("2"), bridge: "layerzero_oft" },
      ...{ contract: withChain("0x6C96dE32CEa08842dcc4058c14d3aaAD7Fa41dee"), event: "sent" },
      ...{ link: `oft:${word("9")}`, remoteDomain: 30_110, account: withChain(ALICE_TEXT) },
      ...{ token: withChain("0xdAC17F958D2ee523a2206206994597C13D831ec7"), amount: "1500000" },
    });
    expect(text).toBe(
      `block 7 log 3  bridge event  LayerZero OFT (USDT0): sent 1.5 USDT by ${ALICE_TEXT}, to domain 30110, oft:${word("9")}`,
    );
  });

  test("that cannot be read is refused in the bridge's name", () => {
    const { line, text } = describeOn("ethereum", oft, [sent, word("9"), word(ALICE)], data("759e"));
    expect(line).toMatchObject({ kind: "refused" });
    expect(text).toContain("refused  LayerZero OFT (USDT0): OFTSent(");
  });

  test("of no interest is named as the bridge's, a stranger's as nobody's", () => {
    expect(describeOn("ethereum", oft, [word("1")], "0x").text).toContain("an event of LayerZero OFT (USDT0)");
    expect(describeOn("ethereum", `0x${ALICE}`, [word("1")], "0x").text).toContain("no known contract");
  });
});

function withChain(address: string): string {
  return `eip155:1:${address}`;
}
