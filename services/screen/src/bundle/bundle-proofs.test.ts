import type { Hash } from "@redflag/domain/hex";
import { keepProof } from "@redflag/store/kept-proof";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../../tests/test-database.ts";
import { sampleLane as chain } from "../sample-chain.ts";
import { bundleProofs } from "./bundle-proofs.ts";

const db = await openTestDatabase();
const hashOf = (number: number): Hash => `0x${number.toString(16).padStart(64, "0")}`;
const blockOf = (number: number) => ({ number, hash: hashOf(number), time: number });
const BLOCKS = 150;
const UNKEPT = 70;

test("every block has its proof, or is said to have none, however many; more than a bundle holds is refused", async () => {
  for (let number = 1; number <= BLOCKS; number++) {
    if (number === UNKEPT) continue;
    const proof = {
      block: blockOf(number),
      level: "proven",
      endpoint: "node-a",
      fetchedAt: "2026-01-01T00:00:00Z",
    } as const;
    await keepProof(db, chain.id, proof, new Set([hashOf(number)]));
  }
  const blocks = Array.from({ length: BLOCKS }, (_, n) => ({
    ...blockOf(n + 1),
    transactions: new Set([hashOf(n + 1)]),
  }));
  const { proofs, proofsMissing } = await bundleProofs(db.kysely, [{ chain, blocks }]);
  expect(proofs.map(({ block }) => block)).toEqual(blocks.map(({ number }) => number).filter((n) => n !== UNKEPT));
  expect(proofsMissing.map(({ block }) => block)).toEqual([UNKEPT]);
  const bytes = proofs.reduce((sum, { proof }) => sum + JSON.stringify(proof).length, 0);
  await expect(bundleProofs(db.kysely, [{ chain, blocks }], bytes)).resolves.toBeDefined();
  await expect(bundleProofs(db.kysely, [{ chain, blocks }], bytes - 1)).rejects.toThrow(`${bytes - 1} bytes`);
});
