import type { Entry } from "@redflag/domain/entry";
import { checkAlerts } from "./alert-invariants.ts";
import { checkEvents } from "./event-invariants.ts";
import { checkLedger } from "./ledger-invariants.ts";
import { expectedAlerts } from "./oracle.ts";
import { checkProfiles } from "./profile-invariants.ts";
import type { Stored } from "./stored.ts";
import type { World } from "./world.ts";

export interface RestInputs {
  stored: Stored;
  world: World;
  finalityBlocks: number;
  /** Imported list versions, by `list version`. */
  entries: ReadonlyMap<string, readonly Entry[]>;
  /** The chain broke its word, and an operator let the lane take back what was final. */
  wasRewritten: boolean;
}

/** What still keeps the system from rest; nothing when it has arrived at the world's head with all its work done. */
export async function findPending({ stored, world, finalityBlocks }: RestInputs): Promise<string[]> {
  const lane = await stored.lane();
  if (lane === undefined) return ["there is no lane"];
  const { head } = world;
  const final = Math.max(head.number - finalityBlocks, lane.start - 1);
  const pending: string[] = [];
  if (lane.stopped !== null) pending.push(`the lane has stopped: ${lane.stopped}`);
  if (lane.head !== head.number || lane.headHash !== head.hash) {
    pending.push(`the lane stands at ${lane.head} ${lane.headHash}, the chain at ${head.number} ${head.hash}`);
  }
  if (lane.final !== final) pending.push(`final is ${lane.final}, the chain's is ${final}`);
  if (lane.checkpoint !== lane.final) pending.push(`the checkpoint is ${lane.checkpoint}, final is ${lane.final}`);
  const rewinds = await stored.rewinds();
  if ((rewinds.at(-1)?.seq ?? 0) !== lane.rewindSeq) pending.push(`rewind ${rewinds.at(-1)?.seq} is not followed`);
  for (const { from, to, level } of await stored.coverage()) {
    if (!["proven", "self_consistent"].includes(level)) pending.push(`blocks ${from} to ${to} are only ${level}`);
  }
  return pending;
}

/** Everything that must be true at rest. */
export async function checkAtRest({ stored, world, entries, wasRewritten }: RestInputs): Promise<string[]> {
  const lane = await stored.lane();
  if (lane === undefined) return ["there is no lane"];
  const epochs = await stored.epochs();
  const expected = expectedAlerts({
    canonical: world.canonical,
    fromBlock: lane.start,
    toBlock: lane.head,
    finalPosition: lane.final,
    epochs,
    entries,
  });
  return [
    ...(await checkLedger(stored, lane, world.canonical)),
    ...(await checkAlerts(stored, expected)),
    ...(await checkEvents(stored, wasRewritten)),
    ...(await checkProfiles(stored, lane, world.canonical)),
    ...(await checkDisagreements(stored)),
  ];
}

/** Views differ while a reorg spreads: only that may be held against an honest endpoint. */
const MAY_HIT_HONEST = "peer_hash";

/** Each mend names the endpoint that was caught, and an honest one is never accused of what it did not do. */
async function checkDisagreements(stored: Stored): Promise<string[]> {
  const disagreements = await stored.disagreements();
  const caught = new Set(
    disagreements.filter(({ kind }) => kind === "ledger_contradicts_proof").map(({ block }) => block),
  );
  const mends = (await stored.rewinds()).filter(({ cause }) => cause === "mend");
  return [
    ...mends
      .filter(({ fork }) => !caught.has(fork + 1))
      .map(({ fork }) => `block ${fork + 1} was mended, and nobody is held responsible`),
    ...disagreements
      .filter(({ endpoint, kind }) => endpoint.startsWith("honest") && kind !== MAY_HIT_HONEST)
      .map(({ endpoint, block, kind }) => `${endpoint} is accused of ${kind} at block ${block}`),
  ];
}
