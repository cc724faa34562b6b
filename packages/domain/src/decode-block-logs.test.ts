import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Address } from "./address.ts";
import { decodeBlockLogs } from "./decode-block-logs.ts";
import { TRANSFER_TOPIC } from "./decode-transfer.ts";
import { tetherLegacy } from "./freeze-families/tether-legacy.ts";
import { ALICE, BOB, DEMO_TRYB, DEMO_USDC, DEMO_USDT, dataOf, sampleLog, word } from "./log.samples.ts";
import type { Log } from "./transfer.ts";

const transfer = { topics: [TRANSFER_TOPIC, word(ALICE), word(BOB)], data: dataOf(5n) };
const freeze = { topics: [tetherLegacy.events[0]?.topic0 ?? word(0n)], data: dataOf(ALICE) };
const broken = { ...transfer, data: dataOf(5n, 5n) };

function ordinals(logs: readonly Log[]): number[] {
  return decodeBlockLogs("demo", logs).transfers.map(({ txOrdinal }) => txOrdinal);
}

describe("decodeBlockLogs", () => {
  it("puts each log where it belongs and loses none of a known token's", () => {
    const logs = [transfer, freeze, broken, { ...transfer, address: ALICE }].map((log, logIndex) =>
      sampleLog({ ...log, logIndex }),
    );
    const decoded = decodeBlockLogs("demo", logs);
    expect(decoded.transfers.map(({ logIndex }) => logIndex)).toEqual([0]);
    expect(decoded.issuerEvents).toMatchObject([{ logIndex: 1, kind: "freeze", account: ALICE }]);
    expect(decoded.refusedLogs).toEqual([
      {
        blockNumber: 1,
        logIndex: 2,
        txHash: word(2n),
        token: DEMO_USDT,
        topics: broken.topics,
        data: broken.data,
        reason: "Transfer with 64 bytes of data; expected 32",
      },
    ]);
  });

  it("numbers transfers among those of their token in their transaction, whatever stands between", () => {
    const [tx1, tx2] = [word(11n), word(12n)];
    const rows: Array<Partial<Log>> = [
      { ...transfer, address: DEMO_USDT, transactionHash: tx1 },
      { ...transfer, address: DEMO_USDC, transactionHash: tx1 },
      { ...freeze, address: DEMO_USDT, transactionHash: tx1 },
      { ...broken, address: DEMO_USDT, transactionHash: tx1 },
      { ...transfer, address: DEMO_USDT, transactionHash: tx1 },
      { ...transfer, address: DEMO_USDT, transactionHash: tx2 },
    ];
    expect(ordinals(rows.map((row, logIndex) => sampleLog({ ...row, logIndex })))).toEqual([0, 0, 1, 0]);
  });

  it("gives a transaction that a reorg moved the same numbers", () => {
    const tokens = fc.array(fc.constantFrom(DEMO_USDT, DEMO_USDC, DEMO_TRYB), { minLength: 1, maxLength: 30 });
    const txSizes = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(tokens, txSizes, fc.integer({ min: 1, max: 1000 }), (addresses, sizes, offset) => {
        const logs = sizes.flatMap((size, tx) =>
          Array.from({ length: size }, (_, i) =>
            sampleLog({
              ...transfer,
              address: addresses[(tx + i) % addresses.length] as Address,
              transactionHash: word(BigInt(tx)),
              logIndex: tx * 10 + i,
            }),
          ),
        );
        const found = ordinals(logs);
        const counts = new Map<string, number>();
        const expected = logs.map(({ transactionHash, address }) => {
          const ordinal = counts.get(transactionHash + address) ?? 0;
          counts.set(transactionHash + address, ordinal + 1);
          return ordinal;
        });
        expect(found).toEqual(expected);
        const moved = logs.map((log) => ({
          ...log,
          blockNumber: log.blockNumber + offset,
          logIndex: log.logIndex + 9,
        }));
        expect(ordinals(moved)).toEqual(found);
      }),
    );
  });

  it("breaks off when the logs do not ascend, for the numbers would be wrong", () => {
    const at = (blockNumber: number, logIndex: number) => sampleLog({ ...transfer, blockNumber, logIndex });
    expect(() => decodeBlockLogs("demo", [at(1, 1), at(1, 0)])).toThrow("ascend");
    expect(() => decodeBlockLogs("demo", [at(1, 1), at(1, 1)])).toThrow("ascend");
    expect(() => decodeBlockLogs("demo", [at(2, 0), at(1, 5)])).toThrow("ascend");
    expect(decodeBlockLogs("demo", [at(1, 5), at(2, 0)]).transfers).toHaveLength(2);
  });
});
