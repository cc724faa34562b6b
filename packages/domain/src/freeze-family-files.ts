// Written by `pnpm registries` from the files in freeze-families/. Do not edit.

import * as a7a5File from "./freeze-families/a7a5.ts";
import * as agoraFile from "./freeze-families/agora.ts";
import * as batchAccountsBlockedFile from "./freeze-families/batch-accounts-blocked.ts";
import * as batchAddressesFrozenFile from "./freeze-families/batch-addresses-frozen.ts";
import * as circleFile from "./freeze-families/circle.ts";
import * as circleBlocklistFile from "./freeze-families/circle-blocklist.ts";
import * as dualIndexFreezeFile from "./freeze-families/dual-index-freeze.ts";
import * as fraxFile from "./freeze-families/frax.ts";
import * as paxosLegacyFile from "./freeze-families/paxos-legacy.ts";
import * as paxosV2File from "./freeze-families/paxos-v2.ts";
import * as paxosV2WithLegacyFile from "./freeze-families/paxos-v2-with-legacy.ts";
import * as ripplePauseFile from "./freeze-families/ripple-pause.ts";
import * as tetherIndexedFile from "./freeze-families/tether-indexed.ts";
import * as tetherLegacyFile from "./freeze-families/tether-legacy.ts";
import * as tetherLegacyIndexedFile from "./freeze-families/tether-legacy-indexed.ts";
import * as tetherUpgradedFile from "./freeze-families/tether-upgraded.ts";
import * as tokenisedGbpFile from "./freeze-families/tokenised-gbp.ts";
import * as trueusdFile from "./freeze-families/trueusd.ts";
import * as worldLibertyFile from "./freeze-families/world-liberty.ts";
import type { FreezeFamily } from "./freeze-family.ts";

export const FREEZE_FAMILY_FILES: ReadonlyArray<Readonly<Record<string, FreezeFamily>>> = [
  a7a5File,
  agoraFile,
  batchAccountsBlockedFile,
  batchAddressesFrozenFile,
  circleFile,
  circleBlocklistFile,
  dualIndexFreezeFile,
  fraxFile,
  paxosLegacyFile,
  paxosV2File,
  paxosV2WithLegacyFile,
  ripplePauseFile,
  tetherIndexedFile,
  tetherLegacyFile,
  tetherLegacyIndexedFile,
  tetherUpgradedFile,
  tokenisedGbpFile,
  trueusdFile,
  worldLibertyFile,
];
