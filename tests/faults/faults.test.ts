import { expect, test } from "vitest";
import { FAULTS, sortByMachine } from "./catalogue.ts";
import { FaultWorld } from "./fault-world.ts";
import { playRound } from "./play-fault.ts";
import { KINDS } from "./world-truth.ts";

/** `pnpm faults` plays all of them, each in rounds and in a world of its own. */
const HERE = ["kill-screen", "stop-notify", "redis-flush"];

/** So that a busy machine keeps up with it. */
const LIGHT = { payments: 5, pauseMs: 1_500 };

test("a few faults in one world lose nothing and double nothing", { timeout: 300_000 }, async () => {
  const { playable, notRun } = sortByMachine(FAULTS.filter(({ name }) => HERE.includes(name)));
  for (const line of notRun) process.stdout.write(`\n${line}\n`);
  const world = await FaultWorld.open({}, LIGHT);
  try {
    const rounds = [];
    for (const [i, fault] of playable.entries()) rounds.push(await playRound(world, fault, i));
    const truth = await world.settle();
    expect(rounds.map(({ failure }) => failure)).toEqual(rounds.map(() => undefined));
    for (const kind of KINDS) {
      expect(truth[kind], kind).toMatchObject({ lost: 0, doubled: 0 });
      expect(truth[kind].expected, kind).toBeGreaterThan(0);
    }
  } finally {
    await world.close();
  }
});
