import assert from "node:assert/strict";
import type { Address } from "@redflag/domain/address";
import { type ArmedByStage, armOrThrow } from "@redflag/domain/arm";
import type { Chain } from "@redflag/domain/chain";
import type { Epoch } from "@redflag/domain/epoch";
import { Exposures, type StoredExposure } from "@redflag/domain/exposure/exposures";
import type { Finding } from "@redflag/domain/finding";
import type { FreezeBook } from "@redflag/domain/freeze-book";
import type { TransferPlace } from "@redflag/domain/heuristic";
import { Inferences } from "@redflag/domain/inference";
import { type DepthInputs, type DepthOutcome, type Firing, foldAndJudge } from "@redflag/domain/judge-depth";
import type { Profile } from "@redflag/domain/profile";
import { decodeProfile, encodeProfile } from "@redflag/domain/profile-codec";
import type { Transfer } from "@redflag/domain/transfer";
import { findCut } from "@redflag/store/cut";
import type { Executor } from "@redflag/store/database";
import { writeExposures } from "@redflag/store/exposure";
import { listInferencesAt, writeInferences } from "@redflag/store/inference";
import type { Lane } from "@redflag/store/lane";
import { listBlocks } from "@redflag/store/ledger-read";
import { type ProfileTable, type StoredProfile, streamProfiles, upsertProfiles } from "@redflag/store/profile";
import { listTransfers, listTransfersAt } from "@redflag/store/transfer-read";
import { decodedExposure, encodedExposures } from "./exposure-rows.ts";
import { GraphFold } from "./fold-graph.ts";
import type { InputCache } from "./input-cache.ts";
import { findStartTime } from "./kept-past.ts";

/**
 * Transfers of one stretch, unless a block alone has more. The more at once, the fewer times a profile is written: 10,000
 * cost 35 CPU seconds per million, 50,000 cost 27. Memory is the bound.
 */
export const TRANSFERS_PER_STRETCH_MAX = 50_000;

export interface FoldedStretch extends Omit<DepthOutcome, "firings"> {
  findings: Finding[];
}

export interface Stretch {
  from: number;
  to: number;
  /** The one that holds for all of from..to. */
  epoch: Epoch;
  /** Findings up to here are committed: they would come out the same, and are left out. */
  saidUpTo: number;
  /** Which profiles grow. */
  table: ProfileTable;
  /** Rules that are tried only are judged, too: once, when the lane first comes by. */
  withShadow?: true;
}

/** Folds final blocks from..to into the stored profiles and judges them, all within the caller's transaction. */
export async function foldStretch(
  tx: Executor,
  inputs: InputCache,
  chain: Chain,
  lane: Lane,
  { from, to, epoch, saidUpTo, table, withShadow }: Stretch,
): Promise<FoldedStretch> {
  const blocks = new Map((await listBlocks(tx, chain.id, from, to)).map((block) => [block.number, block]));
  const transfers = await listTransfers(tx, chain.id, from, to);
  const addresses = addressesOf(transfers);
  const profiles = new Map<Address, Profile>();
  const exposed: StoredExposure[] = [];
  const forwarders: Address[] = [];
  const armed = armOrThrow(epoch.inputs);
  const graph = new GraphFold(armed.graph);
  for await (const page of streamProfiles(tx, chain.id, addresses, table)) {
    for (const stored of page) {
      const { address, state, exposure } = stored;
      const profile = decodeProfile(state);
      profiles.set(address, profile);
      // Who may be inferred to be a deposit address: nobody is who remembers no payment to a service.
      if (profile.flowsOut.haveService) forwarders.push(address);
      if (exposure !== undefined) exposed.push(decodedExposure(address, exposure));
      graph.remember(stored);
    }
  }
  const freezes = await inputs.freezes.bookFor(tx, lane, to);
  const depthInputs = await depthInputsAt(tx, inputs, chain, lane, epoch, freezes, armed);
  const inferences = new Inferences(await listInferencesAt(tx, chain.id, forwarders, from - 1));
  const rules = withShadow ? { ...depthInputs, shadow: armed.shadow } : depthInputs;
  const exposures = new Exposures(exposed);
  const { firings, withheld, gaps, shadow } = await graph.run(tx, inputs, lane, table, addresses, rules, (eye) =>
    foldAndJudge(rules, blocks, transfers, profiles, inferences, exposures, eye),
  );
  await upsertProfiles(tx, chain.id, encoded(addresses, profiles, graph), table);
  await writeExposures(tx, chain.id, encodedExposures(exposures), table);
  // Those up to a cut are stored already: the lane has been there.
  if (table === "profile") await writeInferences(tx, chain.id, inferences.changes);
  const unsaid = firings.filter(({ block }) => block.number > saidUpTo);
  return { findings: await withSupporting(tx, chain, unsaid), withheld, gaps, shadow };
}

/** Each once, sorted: neighbours in the profiles' index are read and written together. */
function addressesOf(transfers: readonly Transfer[]): readonly Address[] {
  const addresses = new Set<Address>();
  for (const { sender, recipient } of transfers) addresses.add(sender).add(recipient);
  return [...addresses].sort();
}

/** One at a time, so that few are held both ways. Who only moved nothing has no profile. */
function* encoded(
  addresses: readonly Address[],
  profiles: ReadonlyMap<Address, Profile>,
  graph: GraphFold,
): Generator<StoredProfile> {
  for (const address of addresses) {
    const profile = profiles.get(address);
    if (profile === undefined) continue;
    const pairs = graph.pairsOf(address);
    yield { address, state: encodeProfile(profile), ...(pairs && { pairs }) };
  }
}

/**
 * What rules with a memory are given in this epoch.
 * @param freezes of the lane's blocks, at least up to the last that is judged
 * @param armed the epoch's rules, where they are at hand: each one's parameters are parsed to arm it
 */
export async function depthInputsAt(
  db: Executor,
  inputs: InputCache,
  chain: Chain,
  lane: Lane,
  epoch: Epoch,
  freezes: FreezeBook,
  armed: ArmedByStage = armOrThrow(epoch.inputs),
): Promise<DepthInputs> {
  const { depth, deposit, exposure, layout } = armed;
  const borders = await inputs.bordersFor(db, epoch.inputs);
  return {
    chain,
    matcher: await inputs.matcherFor(db, epoch.inputs),
    rates: await inputs.ratesFor(db, epoch.inputs),
    heuristics: depth,
    layout,
    freezes,
    ...(deposit && { deposit }),
    ...(borders && { borders }),
    enrichmentOf: (await inputs.enrichmentFor(db, epoch.inputs))(chain.family),
    ...(exposure && { exposure }),
    startTime: await findStartTime(db, lane),
  };
}

/**
 * Copies the transfers that the firings name out of the ledger. One that retention has dropped is left out: it drops only
 * what no rule of its day could still count, but a rule that came later may look back further.
 */
async function withSupporting(tx: Executor, chain: Chain, firings: readonly Firing[]): Promise<Finding[]> {
  const places = new Map(firings.flatMap(({ supporting }) => supporting).map((place) => [keyOf(place), place]));
  const cut = places.size === 0 ? undefined : await findCut(tx, chain.id);
  const found = new Map(
    (await listTransfersAt(tx, chain.id, [...places.values()])).map((row) => [keyOf(row.transfer), row]),
  );
  return firings.map((firing) => ({
    ...firing,
    supporting: firing.supporting.flatMap((place) => {
      const row = found.get(keyOf(place));
      if (row === undefined && cut !== undefined && place.blockNumber <= cut.block) return [];
      assert(row !== undefined, `the ledger holds the transfer at ${keyOf(place)} that a profile remembers`);
      return [row];
    }),
  }));
}

function keyOf({ blockNumber, logIndex }: TransferPlace): string {
  return `${blockNumber}/${logIndex}`;
}
