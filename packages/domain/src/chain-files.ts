// Written by `pnpm registries` from the files in chains/. Do not edit.

import type { Chain } from "./chain.ts";
import * as arbitrumFile from "./chains/arbitrum.ts";
import * as avalancheFile from "./chains/avalanche.ts";
import * as baseFile from "./chains/base.ts";
import * as bscFile from "./chains/bsc.ts";
import * as celoFile from "./chains/celo.ts";
import * as demoFile from "./chains/demo.ts";
import * as ethereumFile from "./chains/ethereum.ts";
import * as optimismFile from "./chains/optimism.ts";
import * as polygonFile from "./chains/polygon.ts";
import * as tronFile from "./chains/tron.ts";

export const CHAIN_FILES: ReadonlyArray<Readonly<Record<string, Chain>>> = [
  arbitrumFile,
  avalancheFile,
  baseFile,
  bscFile,
  celoFile,
  demoFile,
  ethereumFile,
  optimismFile,
  polygonFile,
  tronFile,
];
