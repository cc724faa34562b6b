import { describe, expect, it } from "vitest";
import { CHAINS } from "./chain-registry.ts";
import { decodeLog } from "./decode-log.ts";
import { TRANSFER_TOPIC } from "./decode-transfer.ts";
import { FREEZE_FAMILIES } from "./freeze-family-registry.ts";
import { logFilterFor } from "./log-filter.ts";
import { listContracts } from "./token-registry.ts";

describe.each(CHAINS.map(({ name }) => name))("logFilterFor(%s)", (chain) => {
  it("asks for each contract and each topic that its tokens' events have, sorted and once", () => {
    const known = listContracts(chain);
    const { addresses, topics0 } = logFilterFor(chain);
    expect(addresses).toEqual(known.map(({ contract }) => contract.address));
    expect(addresses).toEqual([...addresses].sort());
    const families = FREEZE_FAMILIES.filter(({ name }) => known.some(({ token }) => token.freezeFamily === name));
    const topics = [TRANSFER_TOPIC, ...families.flatMap(({ events }) => events.map(({ topic0 }) => topic0))];
    expect(topics0).toEqual(topics.sort());
  });

  it("asks for nothing that no token of the chain could make sense of", () => {
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
