// Written by `pnpm registries` from the files in heuristics/. Do not edit.

import type { Heuristic } from "./heuristic.ts";
import * as aggregateForwardFile from "./heuristics/aggregate-forward.ts";
import * as bicliqueFile from "./heuristics/biclique.ts";
import * as collectThenLumpOutFile from "./heuristics/collect-then-lump-out.ts";
import * as dispersionOverServicesFile from "./heuristics/dispersion-over-services.ts";
import * as dormantThenActiveFile from "./heuristics/dormant-then-active.ts";
import * as fanInFile from "./heuristics/fan-in.ts";
import * as fanOutFile from "./heuristics/fan-out.ts";
import * as fixedIncrementsFile from "./heuristics/fixed-increments.ts";
import * as gatherScatterFile from "./heuristics/gather-scatter.ts";
import * as issuerFreezeFile from "./heuristics/issuer-freeze.ts";
import * as lumpInThenSplitFile from "./heuristics/lump-in-then-split.ts";
import * as mixerContactFile from "./heuristics/mixer-contact.ts";
import * as newWalletLargeFundingFile from "./heuristics/new-wallet-large-funding.ts";
import * as rapidPassThroughFile from "./heuristics/rapid-pass-through.ts";
import * as regionalCoinCorridorFile from "./heuristics/regional-coin-corridor.ts";
import * as regularPayersFile from "./heuristics/regular-payers.ts";
import * as relayChainFile from "./heuristics/relay-chain.ts";
import * as sameSplitFile from "./heuristics/same-split.ts";
import * as scatterGatherFile from "./heuristics/scatter-gather.ts";
import * as smallPaymentsNearListedFile from "./heuristics/small-payments-near-listed.ts";
import * as strangerCycleFile from "./heuristics/stranger-cycle.ts";
import * as structuringFile from "./heuristics/structuring.ts";
import * as timedCycleFile from "./heuristics/timed-cycle.ts";
import * as watchlistHitFile from "./heuristics/watchlist-hit.ts";

export const HEURISTIC_FILES: ReadonlyArray<Readonly<Record<string, Heuristic>>> = [
  aggregateForwardFile,
  bicliqueFile,
  collectThenLumpOutFile,
  dispersionOverServicesFile,
  dormantThenActiveFile,
  fanInFile,
  fanOutFile,
  fixedIncrementsFile,
  gatherScatterFile,
  issuerFreezeFile,
  lumpInThenSplitFile,
  mixerContactFile,
  newWalletLargeFundingFile,
  rapidPassThroughFile,
  regionalCoinCorridorFile,
  regularPayersFile,
  relayChainFile,
  sameSplitFile,
  scatterGatherFile,
  smallPaymentsNearListedFile,
  strangerCycleFile,
  structuringFile,
  timedCycleFile,
  watchlistHitFile,
];
