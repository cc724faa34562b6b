import { describe, expect, it } from "vitest";
import { listBridgeContracts } from "./bridge-registry.ts";
import { CHAINS } from "./chain-registry.ts";
import { decodeLog } from "./decode-log.ts";
import { TRANSFER_TOPIC } from "./decode-transfer.ts";
import type { FreezeEvent } from "./freeze-family.ts";
import { FREEZE_FAMILIES } from "./freeze-family-registry.ts";
import { DEMO_USDT } from "./log.samples.ts";
import { logFilterDigest, logFilterFor } from "./log-filter.ts";
import { listContracts } from "./token-registry.ts";

const isFreeze = ({ kind }: FreezeEvent) => ["freeze", "unfreeze", "destroy"].includes(kind);
const watched = CHAINS.map(({ name }) => name).filter((name) => listContracts(name).length > 0);

describe.each(watched)("logFilterFor(%s)", (chain) => {
  it("asks for each contract and each topic that its tokens' and bridges' events have, sorted and once", () => {
    const tokens = listContracts(chain).map(({ contract }) => contract);
    const bridges = listBridgeContracts(chain);
    const { addresses, topics0 } = logFilterFor(chain);
    expect(addresses).toEqual(
      [...tokens, ...bridges.map(({ contract }) => contract)].map(({ address }) => address).sort(),
    );
    expect(new Set(addresses).size).toBe(addresses.length);
    const ofTokens = tokens.flatMap(({ freezes }) => (typeof freezes === "string" ? [] : freezes.events));
    const isUnsure = tokens.some(({ freezes }) => freezes === "unverified");
    const ofAnybody = isUnsure ? FREEZE_FAMILIES.flatMap(({ events }) => events).filter(isFreeze) : [];
    const ofBridges = bridges.flatMap(({ bridge }) => bridge.events);
    const topics = new Set([TRANSFER_TOPIC, ...[...ofTokens, ...ofAnybody, ...ofBridges].map(({ topic0 }) => topic0)]);
    expect(topics0).toEqual([...topics].sort());
  });

  it("asks for nothing that no contract of the chain could make sense of", () => {
    const { addresses, topics0 } = logFilterFor(chain);
    for (const topic0 of topics0) {
      const kinds = addresses.map((address) => {
        const at = { blockNumber: 1, blockHash: topic0, transactionHash: topic0, transactionIndex: 0, logIndex: 0 };
        return decodeLog(chain, { address, topics: [topic0], data: "0x", ...at }, () => 0).kind;
      });
      expect(kinds).toContain("refused");
    }
  });
});

describe("logFilterDigest", () => {
  const { addresses, topics0 } = logFilterFor("demo");

  it("is the same whatever the order, and another when a contract or a topic is added", () => {
    const digest = logFilterDigest({ addresses, topics0 });
    expect(logFilterDigest({ addresses: addresses.toReversed(), topics0: topics0.toReversed() })).toBe(digest);
    expect(logFilterDigest({ addresses: addresses.slice(1), topics0 })).not.toBe(digest);
    expect(logFilterDigest({ addresses, topics0: topics0.slice(1) })).not.toBe(digest);
  });

  it("stands in databases: another digest for the same filter would call every block outdated", () => {
    const filter = { addresses: [DEMO_USDT], topics0: [TRANSFER_TOPIC] };
    expect(logFilterDigest(filter)).toMatchInlineSnapshot(
      `"0x0a7e3b0525e615d34d1d83c99be0686176bd9c171f8bcab0c72b9e8edd21e715"`,
    );
  });
});

describe("logFilterFor", () => {
  it("refuses a chain that nobody knows", () => {
    expect(() => logFilterFor("nowhere")).toThrow(expect.objectContaining({ code: "chain_unknown" }));
  });
});
