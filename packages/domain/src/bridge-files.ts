// Written by `pnpm registries` from the files in bridges/. Do not edit.

import type { Bridge } from "./bridge.ts";
import * as cctpV1File from "./bridges/cctp-v1.ts";
import * as cctpV2File from "./bridges/cctp-v2.ts";
import * as layerzeroOftFile from "./bridges/layerzero-oft.ts";

export const BRIDGE_FILES: ReadonlyArray<Readonly<Record<string, Bridge>>> = [cctpV1File, cctpV2File, layerzeroOftFile];
