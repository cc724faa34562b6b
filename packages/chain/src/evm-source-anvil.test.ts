import { demo } from "@redflag/domain/chains/demo";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createHttpTransport } from "./http-transport.ts";
import { probeEndpoint } from "./probe-endpoint.ts";
import { describeChainSource } from "./source-conformance.ts";
import { startAnvil } from "./testing/anvil.ts";
import { openAnvilHarness } from "./testing/anvil-harness.ts";

describeChainSource("EVM source over a real node", openAnvilHarness);

describe("probeEndpoint over a real node", () => {
  let anvil: Awaited<ReturnType<typeof startAnvil>>;
  beforeAll(async () => {
    anvil = await startAnvil();
  });
  afterAll(() => anvil?.stop());

  it("finds what the node can do", async () => {
    const transport = createHttpTransport(anvil.url);
    await transport.send([{ method: "anvil_mine", params: ["0x63"] }]);
    const report = await probeEndpoint(transport, demo);
    await transport.close();
    expect(report).toMatchObject({
      chainId: demo.id,
      head: 99,
      finalized: 35,
      supports: { finalizedTag: true, blockReceipts: true },
      logRangeBlocksMax: 100,
      problems: [],
    });
  });
});
