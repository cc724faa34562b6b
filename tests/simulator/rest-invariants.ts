import type { Chain } from "@redflag/domain/chain";
import type { AddressEntry } from "@redflag/domain/entry";
import { checkAlerts } from "./alert-invariants.ts";
import { checkDepth } from "./depth-invariants.ts";
import { expectedDepth } from "./depth-oracle.ts";
import { checkEvents } from "./event-invariants.ts";
import { checkKept } from "./kept-invariants.ts";
import { checkLedger } from "./ledger-invariants.ts";
import { checkLookbackSpans, expectedLookbacks, listPendingLookbacks } from "./lookback-oracle.ts";
import { expectedAlerts } from "./oracle.ts";
import { checkPlaces } from "./place-oracle.ts";
import { checkSuccessions } from "./rescreen-invariants.ts";
import type { Stored } from "./stored.ts";
import { checkTold } from "./told-oracle.ts";
import { checkWatches } from "./watch-oracle.ts";
import type { World } from "./world.ts";
import { checkWorths } from "./worth-oracle.ts";

export interface RestInputs {
  chain: Chain;
  stored: Stored;
  world: World;
  finalityBlocks: number;
  /** Levels of coverage that the seed's policy can come to. */
  finalLevels: readonly string[];
  /** Imported list versions, by `list version`. */
  entries: ReadonlyMap<string, readonly AddressEntry[]>;
  /** The chain broke its word, and an operator let the lane take back what was final. */
  wasRewritten: boolean;
  /** The lowest block that was asked for from before the lane's start. */
  olderStart: number | undefined;
}

/** What still keeps the system from rest; nothing when it has arrived at the world's head with all its work done. */
export async function findPending(inputs: RestInputs): Promise<string[]> {
  const { stored, world, finalityBlocks, finalLevels, olderStart } = inputs;
  const lane = await stored.lane();
  if (lane === undefined) return ["there is no lane"];
  const { head } = world;
  const final = Math.max(head.number - finalityBlocks, lane.start - 1);
  const pending: string[] = [];
  if (olderStart !== undefined && olderStart < lane.start) {
    pending.push(`blocks from ${olderStart} on were asked for, and the lane begins at ${lane.start}`);
  }
  if (lane.stopped !== null) pending.push(`the lane has stopped: ${lane.stopped}`);
  if (lane.head !== head.number || lane.headHash !== head.hash) {
    pending.push(`the lane stands at ${lane.head} ${lane.headHash}, the chain at ${head.number} ${head.hash}`);
  }
  if (lane.final !== final) pending.push(`final is ${lane.final}, the chain's is ${final}`);
  if (lane.checkpoint !== lane.final) pending.push(`the checkpoint is ${lane.checkpoint}, final is ${lane.final}`);
  if (lane.depth !== lane.final) pending.push(`judged at depth up to ${lane.depth}, final is ${lane.final}`);
  const rewinds = await stored.rewinds();
  if ((rewinds.at(-1)?.seq ?? 0) !== lane.rewindSeq) pending.push(`rewind ${rewinds.at(-1)?.seq} is not followed`);
  for (const { from, to, level } of await stored.coverage()) {
    if (!finalLevels.includes(level)) pending.push(`blocks ${from} to ${to} are only ${level}`);
  }
  const unkept = await stored.proofs.countWanted();
  if (unkept > 0) pending.push(`nothing is kept yet of ${unkept} transactions of final evidence`);
  return [...pending, ...listPendingLookbacks(await stored.lookbacks(), lane)];
}

/** Everything that must be true at rest. */
export async function checkAtRest({
  chain,
  stored,
  world,
  finalLevels,
  entries,
  wasRewritten,
}: RestInputs): Promise<string[]> {
  const lane = await stored.lane();
  if (lane === undefined) return ["there is no lane"];
  const epochs = (await stored.epochs()).filter(({ generation }) => generation === lane.generation);
  const head = {
    canonical: world.canonical,
    fromBlock: lane.start,
    toBlock: lane.head,
    finalPosition: lane.final,
    epochs,
    entries,
  };
  const expected = expectedAlerts(head);
  const depth = expectedDepth({
    canonical: world.canonical,
    fromBlock: lane.start,
    toBlock: lane.depth,
    epochs,
    entries,
  });
  const lookbacks = await stored.lookbacks();
  const found = expectedLookbacks(lookbacks, world.canonical, entries);
  const gone = expectedLookbacks(lookbacks, world.canonical, entries, true);
  return [
    ...(await checkLedger(stored, lane, world.canonical, finalLevels)),
    ...(await checkAlerts(stored, [...expected, ...depth.alerts, ...found], gone)),
    ...(await checkPlaces(stored)),
    ...(await checkWorths(stored)),
    ...checkLookbackSpans(lookbacks, lane, epochs),
    ...(await checkEvents(stored, wasRewritten)),
    ...(await checkSuccessions(stored, wasRewritten)),
    ...(await checkDepth(stored, depth)),
    ...(await checkDisagreements(stored)),
    ...(await checkWatches(stored, lane, world.canonical)),
    ...(await checkTold(stored, lane, head)),
    ...(await checkKept(stored, chain, world, wasRewritten)),
    ...(await stored.sharedFaults()),
  ];
}

/** Views differ while a reorg spreads, and where only two answer nobody knows who lies: no more may hit the honest. */
const MAY_HIT_HONEST = ["peer_hash", "peers_differ"];
const LEDGER_CONTRADICTED = ["ledger_contradicts_proof", "ledger_contradicts_peers"];

/** Of endpoints that say what they believe: late, seldom or in vain, but never false. */
const TRUTHFUL = /^(honest|flaky|laggard)-/;

/** Each mend names the endpoint that was caught, and a truthful one is never accused of what it did not do. */
async function checkDisagreements(stored: Stored): Promise<string[]> {
  const disagreements = await stored.disagreements();
  const caught = new Set(
    disagreements.filter(({ kind }) => LEDGER_CONTRADICTED.includes(kind)).map(({ block }) => block),
  );
  const mends = (await stored.rewinds()).filter(({ cause }) => cause === "mend");
  return [
    ...mends
      .filter(({ fork }) => !caught.has(fork + 1))
      .map(({ fork }) => `block ${fork + 1} was mended, and nobody is held responsible`),
    ...disagreements
      .filter(({ endpoint, kind }) => TRUTHFUL.test(endpoint) && !MAY_HIT_HONEST.includes(kind))
      .map(({ endpoint, block, kind }) => `${endpoint} is accused of ${kind} at block ${block}`),
  ];
}
