import assert from "node:assert";
import { Problem } from "@redflag/domain/problem";
import { type AnswerDifference, findDifference } from "./answer-difference.ts";
import type { OnDisagreement } from "./disagreement.ts";
import type { CheckedRange } from "./source.ts";

/**
 * The first answer that two endpoints gave alike; whoever gave another is recorded. A lone answer is returned as it is, at
 * its own level.
 * @param answers to one question, each checked, in the operator's order of endpoints; no more are asked for than needed
 * @throws Problem `answer_incomplete` when no two are alike and the first two differ in their logs alone,
 *   `answer_inconsistent` when they differ in their blocks
 */
export async function findAgreement(
  answers: AsyncIterable<CheckedRange>,
  onDisagreement: OnDisagreement,
): Promise<CheckedRange> {
  const given: CheckedRange[] = [];
  for await (const answer of answers) {
    // Two keys at one host are one witness.
    if (given.some(({ endpoint }) => endpoint === answer.endpoint)) continue;
    const alike = given.find((other) => findDifference(other, answer) === undefined);
    if (alike !== undefined) {
      for (const odd of given) if (odd !== alike) record(odd, alike, onDisagreement);
      return { ...alike, level: "peers", peer: answer.endpoint };
    }
    given.push(answer);
  }
  const [first, ...others] = given;
  assert(first !== undefined, "without an answer the endpoints' failure is thrown");
  const [second] = others;
  if (second === undefined) return first;
  for (const other of others) record(other, first, onDisagreement);
  const difference = record(first, second, onDisagreement);
  throw new Problem(
    difference.isSameBlock ? "answer_incomplete" : "answer_inconsistent",
    tell(difference, first, second),
  );
}

function record(odd: CheckedRange, other: CheckedRange, onDisagreement: OnDisagreement): AnswerDifference {
  const difference = findDifference(odd, other);
  assert(difference !== undefined, "answers that are alike are an agreement");
  const { block, peerBlock, logCount, peerLogCount } = difference;
  const blocks = { blockHash: block.hash, peerBlockHash: peerBlock.hash };
  const detail = { peer: other.endpoint, ...blocks, logs: logCount, peerLogs: peerLogCount };
  onDisagreement({ endpoint: odd.endpoint, blockNumber: block.number, kind: "peers_differ", detail });
  return difference;
}

function tell(
  { block, peerBlock, isSameBlock, ...counts }: AnswerDifference,
  a: CheckedRange,
  b: CheckedRange,
): string {
  const name = `block ${block.number}`;
  if (isSameBlock) {
    return `${a.endpoint} and ${b.endpoint} do not give the same logs of ${name}: ${counts.logCount} and ${counts.peerLogCount}`;
  }
  if (block.hash !== peerBlock.hash)
    return `${name} is ${block.hash} at ${a.endpoint}, but ${peerBlock.hash} at ${b.endpoint}`;
  return `${a.endpoint} and ${b.endpoint} do not give the same header of ${name}, ${block.hash}`;
}
