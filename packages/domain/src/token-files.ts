// Written by `pnpm registries` from the files in tokens/. Do not edit.

import type { Token } from "./token.ts";
import * as arsFile from "./tokens/ars.ts";
import * as audFile from "./tokens/aud.ts";
import * as binancePegFile from "./tokens/binance-peg.ts";
import * as brlFile from "./tokens/brl.ts";
import * as cadFile from "./tokens/cad.ts";
import * as chfFile from "./tokens/chf.ts";
import * as cnyFile from "./tokens/cny.ts";
import * as copFile from "./tokens/cop.ts";
import * as demoFile from "./tokens/demo.ts";
import * as ethenaFile from "./tokens/ethena.ts";
import * as eurFile from "./tokens/eur.ts";
import * as firstDigitalFile from "./tokens/first-digital.ts";
import * as geminiFile from "./tokens/gemini.ts";
import * as idrFile from "./tokens/idr.ts";
import * as jpyFile from "./tokens/jpy.ts";
import * as kgsFile from "./tokens/kgs.ts";
import * as krwFile from "./tokens/krw.ts";
import * as mentoFile from "./tokens/mento.ts";
import * as mxnFile from "./tokens/mxn.ts";
import * as myrFile from "./tokens/myr.ts";
import * as ngnFile from "./tokens/ngn.ts";
import * as nzdFile from "./tokens/nzd.ts";
import * as paxosFile from "./tokens/paxos.ts";
import * as phpFile from "./tokens/php.ts";
import * as rippleFile from "./tokens/ripple.ts";
import * as rubFile from "./tokens/rub.ts";
import * as sgdFile from "./tokens/sgd.ts";
import * as skyFile from "./tokens/sky.ts";
import * as trueusdFile from "./tokens/trueusd.ts";
import * as tryFile from "./tokens/try.ts";
import * as uahFile from "./tokens/uah.ts";
import * as usdcFile from "./tokens/usdc.ts";
import * as usddFile from "./tokens/usdd.ts";
import * as usdtFile from "./tokens/usdt.ts";
import * as vndFile from "./tokens/vnd.ts";
import * as worldLibertyFile from "./tokens/world-liberty.ts";
import * as zarFile from "./tokens/zar.ts";

export const TOKEN_FILES: ReadonlyArray<Readonly<Record<string, Token>>> = [
  arsFile,
  audFile,
  binancePegFile,
  brlFile,
  cadFile,
  chfFile,
  cnyFile,
  copFile,
  demoFile,
  ethenaFile,
  eurFile,
  firstDigitalFile,
  geminiFile,
  idrFile,
  jpyFile,
  kgsFile,
  krwFile,
  mentoFile,
  mxnFile,
  myrFile,
  ngnFile,
  nzdFile,
  paxosFile,
  phpFile,
  rippleFile,
  rubFile,
  sgdFile,
  skyFile,
  trueusdFile,
  tryFile,
  uahFile,
  usdcFile,
  usddFile,
  usdtFile,
  vndFile,
  worldLibertyFile,
  zarFile,
];
