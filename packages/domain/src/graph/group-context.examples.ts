import type { ExamplePairPayment } from "../heuristic.ts";
import type { GroupContextCode } from "./group-context.ts";

/** A group, and whether a fact is told beside it. */
export interface GroupContextExample {
  code: GroupContextCode;
  title: string;
  /** Of the group, on an `ExampleChain`. */
  payments: readonly ExamplePairPayment[];
  /** Names of those that a list designates. */
  listed: readonly string[];
  outcome: "told" | "silent";
}

function paid(pairs: ReadonlyArray<readonly [from: string, to: string, worth: number]>): ExamplePairPayment[] {
  return pairs.map(([from, to, worth], n) => ({ day: 61 + n / 10, from, to, worth }));
}

const ROUND = ["m1", "m2", "m3", "m4", "m5"].map((from, n, all) => [from, all[(n + 1) % 5] as string, 500] as const);

export const GROUP_CONTEXT_EXAMPLES: readonly GroupContextExample[] = [
  {
    code: "junction",
    title: "three pay one, which pays it on to two: all of it stops without that one",
    payments: paid([
      ...["p1", "p2", "p3"].map((from) => [from, "j", 400] as const),
      ["j", "q1", 600],
      ["j", "q2", 590],
    ]),
    listed: [],
    outcome: "told",
  },
  {
    code: "junction",
    title: "money goes through six one after the other: without each of them it stops, and none is singled out",
    payments: paid(["a", "b", "c", "d", "e", "f"].map((from, n) => [from, n === 5 ? "g" : "bcdef".charAt(n), 100])),
    listed: [],
    outcome: "silent",
  },
  {
    code: "community",
    title: "five pay each other, and one of them a listed address",
    payments: paid([...ROUND, ["m2", "x", 300]]),
    listed: ["x"],
    outcome: "told",
  },
  {
    code: "community",
    title: "five pay each other, and nobody beside them is listed",
    payments: paid([...ROUND, ["m2", "x", 300]]),
    listed: [],
    outcome: "silent",
  },
];
