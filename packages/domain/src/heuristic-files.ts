// Written by `pnpm registries` from the files in heuristics/. Do not edit.

import type { Heuristic } from "./heuristic.ts";
import * as aggregateForwardFile from "./heuristics/aggregate-forward.ts";
import * as aliasHitFile from "./heuristics/alias-hit.ts";
import * as bicliqueFile from "./heuristics/biclique.ts";
import * as campLikeRemittancesFile from "./heuristics/camp-like-remittances.ts";
import * as chainHopFile from "./heuristics/chain-hop.ts";
import * as collectThenLumpOutFile from "./heuristics/collect-then-lump-out.ts";
import * as depositThenWithdrawalFile from "./heuristics/deposit-then-withdrawal.ts";
import * as dispersionOverServicesFile from "./heuristics/dispersion-over-services.ts";
import * as dormantThenActiveFile from "./heuristics/dormant-then-active.ts";
import * as fanInFile from "./heuristics/fan-in.ts";
import * as fanOutFile from "./heuristics/fan-out.ts";
import * as fixedIncrementsFile from "./heuristics/fixed-increments.ts";
import * as gatherScatterFile from "./heuristics/gather-scatter.ts";
import * as hubFile from "./heuristics/hub.ts";
import * as incongruentVolumeFile from "./heuristics/incongruent-volume.ts";
import * as indirectExposureFile from "./heuristics/indirect-exposure.ts";
import * as issuerFreezeFile from "./heuristics/issuer-freeze.ts";
import * as layeredStackFile from "./heuristics/layered-stack.ts";
import * as linkedGroupFile from "./heuristics/linked-group.ts";
import * as lumpInThenSplitFile from "./heuristics/lump-in-then-split.ts";
import * as mixerContactFile from "./heuristics/mixer-contact.ts";
import * as nestedServiceFile from "./heuristics/nested-service.ts";
import * as newWalletLargeFundingFile from "./heuristics/new-wallet-large-funding.ts";
import * as peelChainFile from "./heuristics/peel-chain.ts";
import * as rapidPassThroughFile from "./heuristics/rapid-pass-through.ts";
import * as regionalCoinCorridorFile from "./heuristics/regional-coin-corridor.ts";
import * as regularPayersFile from "./heuristics/regular-payers.ts";
import * as relayChainFile from "./heuristics/relay-chain.ts";
import * as sameSplitFile from "./heuristics/same-split.ts";
import * as scatterGatherFile from "./heuristics/scatter-gather.ts";
import * as smallPaymentsNearListedFile from "./heuristics/small-payments-near-listed.ts";
import * as strangerCycleFile from "./heuristics/stranger-cycle.ts";
import * as structuringFile from "./heuristics/structuring.ts";
import * as swapAfterFreezeFile from "./heuristics/swap-after-freeze.ts";
import * as thirdPartyFundingFile from "./heuristics/third-party-funding.ts";
import * as timedCycleFile from "./heuristics/timed-cycle.ts";
import * as turnoverBeyondDeclaredFile from "./heuristics/turnover-beyond-declared.ts";
import * as wageLikePaymentsFile from "./heuristics/wage-like-payments.ts";
import * as watchlistHitFile from "./heuristics/watchlist-hit.ts";

export const HEURISTIC_FILES: ReadonlyArray<Readonly<Record<string, Heuristic>>> = [
  aggregateForwardFile,
  aliasHitFile,
  bicliqueFile,
  campLikeRemittancesFile,
  chainHopFile,
  collectThenLumpOutFile,
  depositThenWithdrawalFile,
  dispersionOverServicesFile,
  dormantThenActiveFile,
  fanInFile,
  fanOutFile,
  fixedIncrementsFile,
  gatherScatterFile,
  hubFile,
  incongruentVolumeFile,
  indirectExposureFile,
  issuerFreezeFile,
  layeredStackFile,
  linkedGroupFile,
  lumpInThenSplitFile,
  mixerContactFile,
  nestedServiceFile,
  newWalletLargeFundingFile,
  peelChainFile,
  rapidPassThroughFile,
  regionalCoinCorridorFile,
  regularPayersFile,
  relayChainFile,
  sameSplitFile,
  scatterGatherFile,
  smallPaymentsNearListedFile,
  strangerCycleFile,
  structuringFile,
  swapAfterFreezeFile,
  thirdPartyFundingFile,
  timedCycleFile,
  turnoverBeyondDeclaredFile,
  wageLikePaymentsFile,
  watchlistHitFile,
];
