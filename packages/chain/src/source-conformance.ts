import { Problem, type ProblemCode } from "@redflag/domain/problem";
import type { Block, Log } from "@redflag/domain/transfer";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ChainSource, LogFilter } from "./source.ts";
import { verifyKeptProof } from "./verify-kept-proof.ts";

const FETCHED_AT = "2026-01-01T00:00:00.000Z";

/** A source over a chain whose whole content the harness knows by other means. */
export interface SourceHarness {
  source: ChainSource;
  filter: LogFilter;
  /** Every block from some height to the head, at least six, at least one without a log of the filter and two with. */
  blocks: readonly Block[];
  /** Every log of the filter, in order. */
  logs: readonly Log[];
  /** What `proveBlock` can show: the receipts behind the header, or, where headers commit to none, nothing. */
  proves: "receipts" | "nothing";
  /** Replaces the last `depth` blocks by at least as many others. */
  reorg(depth: number): Promise<void>;
  close(): Promise<void>;
}

/** Registers the tests that every ChainSource must pass. `open` is called once. */
export function describeChainSource(title: string, open: () => Promise<SourceHarness>): void {
  describe(title, () => {
    let harness: SourceHarness;
    beforeAll(async () => {
      harness = await open();
    });
    afterAll(() => harness?.close());

    const blockAt = (place: number) => harness.blocks.at(place) as Block;
    const first = () => blockAt(0).number;
    const head = () => blockAt(-1).number;
    const unproven = () => (harness.proves === "nothing" ? (["proof_unavailable"] as const) : REPLACED);
    const logsOf = (from: number, to: number) =>
      harness.logs.filter(({ blockNumber }) => blockNumber >= from && blockNumber <= to);

    it("is given a chain that can tell right from wrong", () => {
      const logged = new Set(harness.logs.map(({ blockNumber }) => blockNumber));
      expect(harness.blocks.length).toBeGreaterThanOrEqual(6);
      expect(logged.size).toBeGreaterThanOrEqual(2);
      expect(logged.size).toBeLessThan(harness.blocks.length);
    });

    it("sees the head, and nothing above it as final", async () => {
      const tip = await harness.source.getTip();
      const { number, hash } = blockAt(-1);
      expect(tip.head).toEqual({ number, hash });
      expect(tip.finalizedNumber).toBeGreaterThanOrEqual(0);
      expect(tip.finalizedNumber).toBeLessThanOrEqual(number);
    });

    it("reads the whole chain", async () => {
      const range = await harness.source.getRange(first(), head(), harness.filter);
      expect(range.blocks).toEqual(harness.blocks);
      expect(range.logs).toEqual(harness.logs);
      expect(range.endpoint).not.toBe("");
    });

    it("reads the same in two parts, wherever the cut is", async () => {
      for (let cut = first() + 1; cut <= head(); cut++) {
        const [low, high] = await Promise.all([
          harness.source.getRange(first(), cut - 1, harness.filter),
          harness.source.getRange(cut, head(), harness.filter),
        ]);
        expect([...low.blocks, ...high.blocks]).toEqual(harness.blocks);
        expect([...low.logs, ...high.logs]).toEqual(harness.logs);
      }
    });

    it("gives every block and no log for a contract that never spoke", async () => {
      const filter = { ...harness.filter, addresses: ["0x00000000000000000000000000000000000000ff" as const] };
      const range = await harness.source.getRange(first(), head(), filter);
      expect(range.blocks).toEqual(harness.blocks);
      expect(range.logs).toEqual([]);
    });

    it("refuses a range that reaches above the head", async () => {
      await expectProblem(harness.source.getRange(head(), head() + 1, harness.filter), ["block_not_available"]);
    });

    it("gives each canonical block, and none above the head", async () => {
      for (const block of harness.blocks) expect(await harness.source.getBlock(block.number)).toEqual(block);
      await expectProblem(harness.source.getBlock(head() + 1), ["block_not_available"]);
    });

    it("proves each block with exactly its logs, or says that it can prove none", async () => {
      for (const block of harness.blocks) {
        const work = harness.source.proveBlock(block, harness.filter);
        if (harness.proves === "nothing") {
          await expectProblem(work, ["proof_unavailable"]);
          continue;
        }
        const proof = await work;
        expect(proof.block).toEqual(block);
        expect(proof.logs).toEqual(logsOf(block.number, block.number));
        expect(["proven", "self_consistent"]).toContain(proof.level);
      }
    });

    it("proves transactions of each block with what shows their logs to whoever has nothing else", async () => {
      const { source } = harness;
      for (const block of harness.blocks) {
        const logs = logsOf(block.number, block.number);
        if (logs.length === 0) continue;
        const hashes = new Set(logs.map(({ transactionHash }) => transactionHash));
        const work = source.proveTransactions(block, hashes);
        if (harness.proves === "nothing") {
          await expectProblem(work, ["proof_unavailable"]);
          continue;
        }
        const { number, hash } = block;
        const place = { kind: "receipts", chain: source.chain.caip2, block: { number, hash } } as const;
        const check = await verifyKeptProof(source.chain, { ...place, fetchedAt: FETCHED_AT, ...(await work) });
        expect(check).toMatchObject({ kind: "proven", block });
        if (check.kind === "proven") expect(check.logs).toEqual(expect.arrayContaining(logs as Log[]));
        const nowhere = source.proveTransactions(block, new Set([`0x${"34".repeat(32)}` as const]));
        await expectProblem(nowhere, ["answer_inconsistent"]);
      }
    });

    it("does not prove a block that is not there", async () => {
      const nowhere = { number: head(), hash: `0x${"12".repeat(32)}` as const };
      await expectProblem(harness.source.proveBlock(nowhere, harness.filter), unproven());
    });

    it("rejects with the signal's reason once aborted", async () => {
      const reason = new Error("stopped by the test");
      const signal = AbortSignal.abort(reason);
      await expect(harness.source.getTip(signal)).rejects.toBe(reason);
      await expect(harness.source.getRange(first(), head(), harness.filter, signal)).rejects.toBe(reason);
    });

    it("follows a reorg and no longer proves what it replaced", async () => {
      const depth = 3;
      const replaced = blockAt(-depth);
      const kept = blockAt(-depth - 1);
      await harness.reorg(depth);
      const after = await harness.source.getRange(kept.number, head(), harness.filter);
      expect(after.blocks[0]).toEqual(kept);
      expect(after.blocks[1]?.parentHash).toBe(kept.hash);
      expect(after.blocks[1]?.hash).not.toBe(replaced.hash);
      expect((await harness.source.getBlock(replaced.number)).hash).toBe(after.blocks[1]?.hash);
      await expectProblem(harness.source.proveBlock(replaced, harness.filter), unproven());
    });
  });
}

const REPLACED: readonly ProblemCode[] = ["block_not_available", "answer_inconsistent", "endpoint_refused"];

async function expectProblem(work: Promise<unknown>, codes: readonly ProblemCode[]): Promise<void> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Problem);
  expect(codes).toContain((error as Problem).code);
}
