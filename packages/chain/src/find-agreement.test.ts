import type { Block, Log } from "@redflag/domain/transfer";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Disagreement } from "./disagreement.ts";
import { findAgreement } from "./find-agreement.ts";
import type { CheckedRange } from "./source.ts";

const hash = (digit: string): `0x${string}` => `0x${digit.repeat(64)}`;
const block: Block = { number: 7, hash: hash("7"), parentHash: hash("6"), time: 70 };
const log: Log = {
  address: `0x${"aa".repeat(20)}`,
  topics: [hash("1"), hash("2")],
  data: "0x05",
  blockNumber: 7,
  blockHash: hash("7"),
  transactionHash: hash("3"),
  transactionIndex: 0,
  logIndex: 4,
};
const TRUE: CheckedRange = { blocks: [block], logs: [log], level: "unproven", endpoint: "a" };

/** Ways in which another endpoint's answer to the same question may differ. */
const OTHERS: Record<string, Partial<CheckedRange>> = {
  "another hash": { blocks: [{ ...block, hash: hash("8") }] },
  "another parent": { blocks: [{ ...block, parentHash: hash("8") }] },
  "another time": { blocks: [{ ...block, time: 71 }] },
  "no log": { logs: [] },
  "a log more": { logs: [log, { ...log, logIndex: 5 }] },
  "another contract": { logs: [{ ...log, address: `0x${"ab".repeat(20)}` }] },
  "another topic": { logs: [{ ...log, topics: [hash("1"), hash("4")] }] },
  "a topic less": { logs: [{ ...log, topics: [hash("1")] }] },
  "other data": { logs: [{ ...log, data: "0x06" }] },
  "another transaction": { logs: [{ ...log, transactionHash: hash("9") }] },
  "another place": { logs: [{ ...log, logIndex: 3 }] },
};
const names = Object.keys(OTHERS);
const answer = (endpoint: string, other?: string): CheckedRange => ({
  ...structuredClone(TRUE),
  ...structuredClone(other === undefined ? {} : OTHERS[other]),
  endpoint,
});

async function agree(given: readonly CheckedRange[]) {
  const disagreements: Disagreement[] = [];
  let asked = 0;
  async function* answers() {
    for (const each of given) {
      asked++;
      yield each;
    }
  }
  const outcome = await findAgreement(answers(), (d) => disagreements.push(d)).catch((error: unknown) => error);
  return { outcome, disagreements, asked };
}

describe("findAgreement", () => {
  it("takes what two say alike, and asks no third", async () => {
    const { outcome, disagreements, asked } = await agree([answer("a"), answer("b"), answer("c", "no log")]);
    expect(outcome).toEqual({ ...TRUE, level: "peers", peer: "b" });
    expect([disagreements, asked]).toEqual([[], 2]);
  });

  it("leaves a lone answer at its own level, and counts two of one host as one", async () => {
    expect(await agree([answer("a")])).toMatchObject({ outcome: TRUE, disagreements: [] });
    expect(await agree([answer("a"), answer("a")])).toMatchObject({ outcome: TRUE, disagreements: [] });
    expect(await agree([answer("a"), answer("a", "no log")])).toMatchObject({ outcome: TRUE, disagreements: [] });
  });

  it.each(names)("returns nothing when two differ in %s, and names both", async (other) => {
    const { outcome, disagreements } = await agree([answer("a"), answer("b", other)]);
    const isOfBlock = OTHERS[other]?.blocks !== undefined;
    expect(outcome).toMatchObject({ code: isOfBlock ? "answer_inconsistent" : "answer_incomplete" });
    expect(String(outcome)).toMatch(/\ba\b.*\bb\b/);
    expect(disagreements.map(({ endpoint, kind, detail }) => [endpoint, kind, detail.peer])).toEqual([
      ["b", "peers_differ", "a"],
      ["a", "peers_differ", "b"],
    ]);
  });

  it("counts the logs of the first block that differs", async () => {
    const more = { ...log, blockNumber: 8, blockHash: hash("8") };
    const two = { ...TRUE, blocks: [block, { ...block, number: 8, hash: hash("8") }], logs: [log, more] };
    const { outcome, disagreements } = await agree([two, { ...two, logs: [log], endpoint: "b" }]);
    expect(outcome).toMatchObject({ detail: "a and b do not give the same logs of block 8: 1 and 0" });
    const hashes = { blockHash: hash("8"), peerBlockHash: hash("8") };
    expect(disagreements).toEqual([
      { endpoint: "b", blockNumber: 8, kind: "peers_differ", detail: { peer: "a", ...hashes, logs: 0, peerLogs: 1 } },
      { endpoint: "a", blockNumber: 8, kind: "peers_differ", detail: { peer: "b", ...hashes, logs: 1, peerLogs: 0 } },
    ]);
  });

  it("lets two outvote one, wherever that one stands, and records it alone", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(2), fc.constantFrom(...names), async (place, other) => {
        const given = ["a", "b", "c"].map((name, i) => answer(name, i === place ? other : undefined));
        const { outcome, disagreements, asked } = await agree(given);
        expect(outcome).toEqual({
          ...TRUE,
          level: "peers",
          endpoint: place === 0 ? "b" : "a",
          peer: place === 2 ? "b" : "c",
        });
        const isAsked = place < 2;
        expect(asked).toBe(isAsked ? 3 : 2);
        expect(disagreements.map(({ endpoint }) => endpoint)).toEqual(isAsked ? [given[place]?.endpoint] : []);
      }),
    );
  });

  it("has no majority among three that all differ", async () => {
    const { outcome, disagreements } = await agree([answer("a"), answer("b", "no log"), answer("c", "other data")]);
    expect(outcome).toMatchObject({ code: "answer_incomplete" });
    expect(disagreements.map(({ endpoint }) => endpoint)).toEqual(["b", "c", "a"]);
  });
});
