import type { Address } from "@redflag/domain/address";
import type { Alert, Evidence } from "@redflag/domain/alert";
import type { Chain } from "@redflag/domain/chain";
import type { Epoch } from "@redflag/domain/epoch";
import type { LaneReach, LaneSlice, StoredMemory } from "@redflag/domain/judge-again/judged-slice";
import { decodeProfile } from "@redflag/domain/profile-codec";
import { dayOf } from "@redflag/domain/rate-day";
import type { Transfer } from "@redflag/domain/transfer";
import type { Executor } from "@redflag/store/database";
import { listFreezes } from "@redflag/store/freeze-read";
import { listGraphParts } from "@redflag/store/graph-state";
import { listInferencesOf } from "@redflag/store/inference";
import type { Lane } from "@redflag/store/lane";
import { streamProfiles } from "@redflag/store/profile";
import type { InputCache } from "../input-cache.ts";
import { findStartTime, type KeptPast } from "../kept-past.ts";
import { paged } from "./paged.ts";
import { blocksAmong } from "./slice-blocks.ts";
import { bordersAmong, enrichmentAmong, entriesAmong, epochsAt, ratesAmong } from "./slice-inputs-read.ts";

/** Where a lane's alert is looked for again. */
export interface LanePast {
  chain: Chain;
  lane: Lane;
  epochs: readonly Epoch[];
  kept: KeptPast;
  alert: Alert;
  evidence: readonly Evidence[];
}

/** The slice that holds these transfers, with all that judging them needs besides. */
export async function readLaneSlice(
  db: Executor,
  inputs: InputCache,
  past: LanePast,
  reach: LaneReach,
  transfers: readonly Transfer[],
): Promise<LaneSlice> {
  const { chain, lane, alert, kept } = past;
  const numbers = [...new Set(transfers.map(({ blockNumber }) => blockNumber))];
  const blocks = await blocksAmong(db, chain, past.evidence, numbers);
  const parties = new Set(transfers.flatMap(({ sender, recipient }) => [sender, recipient]));
  const remembers = reach !== "payments";
  const goesOn = remembers && kept.firstBlock > lane.startBlock;
  const memories = goesOn ? await memoriesOf(db, chain, [...parties]) : [];
  const inferences = remembers ? await paged([...parties], (page) => listInferencesOf(db, chain.id, page)) : [];
  const addresses = new Set([
    ...parties,
    ...inferences.map(({ inference }) => inference.service),
    ...memories.flatMap(counterpartiesOf),
  ]);
  const epochs = epochsAt(past.epochs, numbers);
  const freezes = await listFreezes(db, chain.id, lane.startBlock, alert.lastBlock);
  const days = new Set(blocks.map(({ time }) => dayOf(time)));
  return {
    kind: "lane",
    reach,
    chain: chain.name,
    heuristic: alert.heuristic,
    subject: alert.subject,
    blocks,
    transfers: [...transfers],
    startTime: await findStartTime(db, lane),
    epochs,
    entries: await entriesAmong(db, inputs, epochs, addresses),
    freezes: freezes.filter(({ account }) => addresses.has(account)),
    rates: remembers ? await ratesAmong(db, epochs, days, goesOn) : [],
    borders: remembers ? await bordersAmong(db, epochs) : [],
    enrichment: remembers ? await enrichmentAmong(db, chain, epochs, addresses) : [],
    inferences,
    memories,
    graph: goesOn && reach === "lane" ? await graphOf(db, chain) : [],
  };
}

async function memoriesOf(db: Executor, chain: Chain, addresses: readonly Address[]): Promise<StoredMemory[]> {
  const memories: StoredMemory[] = [];
  for await (const page of streamProfiles(db, chain.id, addresses, "cut_profile")) {
    for (const { address, state, pairs, exposure } of page) {
      memories.push({
        address,
        state,
        ...(pairs && { pairs }),
        ...(exposure?.all && { exposureAll: exposure.all }),
        ...(exposure?.shared && { exposureShared: exposure.shared }),
      });
    }
  }
  return memories.sort((a, b) => (a.address < b.address ? -1 : 1));
}

/** Whom it has met before the slice begins: lists are asked about them, too. */
function counterpartiesOf({ state }: StoredMemory): Address[] {
  if (state === undefined) return [];
  const { recentIn, recentOut } = decodeProfile(state);
  return [...recentIn, ...recentOut].map(({ counterparty }) => counterparty);
}

async function graphOf(db: Executor, chain: Chain): Promise<LaneSlice["graph"]> {
  const parts = await listGraphParts(db, chain.id, "cut_graph_state");
  return [...parts].map(([part, bytes]) => ({ part, bytes })).sort((a, b) => (a.part < b.part ? -1 : 1));
}
