import { expect, test } from "vitest";
import { FAULTS, sortByMachine } from "./catalogue.ts";
import { failuresOf } from "./fault-table.ts";
import { FaultWorld } from "./fault-world.ts";
import { playRound } from "./play-fault.ts";

/** `pnpm faults` plays all of them, each in rounds and in a world of its own. */
const HERE = ["kill-screen", "postgres-crash", "redis-flush", "stop-notify"];

test("a few faults in one world lose nothing and double nothing", { timeout: 300_000 }, async () => {
  const { playable, notRun } = sortByMachine(FAULTS.filter(({ name }) => HERE.includes(name)));
  for (const line of notRun) process.stdout.write(`\n${line}\n`);
  const world = await FaultWorld.open();
  try {
    const rounds = [];
    for (const [i, fault] of playable.entries()) rounds.push(await playRound(world, fault, i));
    const truth = await world.settle();
    expect(failuresOf({ name: "together", title: "", rounds, truth })).toEqual([]);
    expect(truth.transfers.expected).toBeGreaterThan(100);
    expect(truth.alerts.expected).toBeGreaterThan(0);
    expect(truth.deliveries.expected).toBeGreaterThan(0);
  } finally {
    await world.close();
  }
});
