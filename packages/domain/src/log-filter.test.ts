import { describe, expect, it } from "vitest";
import { listBridgeContracts } from "./bridge-registry.ts";
import { CHAINS } from "./chain-registry.ts";
import { decodeLog } from "./decode-log.ts";
import { TRANSFER_TOPIC } from "./decode-transfer.ts";
import { logFilterFor } from "./log-filter.ts";
import { listContracts } from "./token-registry.ts";

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
    const ofBridges = bridges.flatMap(({ bridge }) => bridge.events);
    const topics = new Set([TRANSFER_TOPIC, ...[...ofTokens, ...ofBridges].map(({ topic0 }) => topic0)]);
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

describe("logFilterFor", () => {
  it("refuses a chain that nobody knows", () => {
    expect(() => logFilterFor("nowhere")).toThrow(expect.objectContaining({ code: "chain_unknown" }));
  });
});
