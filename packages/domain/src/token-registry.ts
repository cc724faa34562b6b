import type { Address } from "./address.ts";
import { getChain } from "./chain-registry.ts";
import type { Token, TokenContract } from "./token.ts";
import { audd } from "./tokens/aud.ts";
import { brz } from "./tokens/brl.ts";
import { cadc } from "./tokens/cad.ts";
import { vchf, xchf, zchf } from "./tokens/chf.ts";
import { cnht } from "./tokens/cny.ts";
import { demoTryb, demoUsdc, demoUsdt } from "./tokens/demo.ts";
import { usde } from "./tokens/ethena.ts";
import { eurc, eurcv, eure, euri, eurs, eurt, eurtOld } from "./tokens/eur.ts";
import { fdusd } from "./tokens/first-digital.ts";
import { gusd } from "./tokens/gemini.ts";
import { idrt, xidr } from "./tokens/idr.ts";
import { gyen, jpyc, jpycPrepaid } from "./tokens/jpy.ts";
import { krwG, krwq } from "./tokens/krw.ts";
import { mxnb, mxnt } from "./tokens/mxn.ts";
import { myrt } from "./tokens/myr.ts";
import { cngn } from "./tokens/ngn.ts";
import { nzdd, nzds } from "./tokens/nzd.ts";
import { busd, pyusd, usdp } from "./tokens/paxos.ts";
import { pht } from "./tokens/php.ts";
import { rlusd } from "./tokens/ripple.ts";
import { a7a5, rubt } from "./tokens/rub.ts";
import { xsgd } from "./tokens/sgd.ts";
import { dai, usds } from "./tokens/sky.ts";
import { tusd } from "./tokens/trueusd.ts";
import { tryb, tryc } from "./tokens/try.ts";
import { usdc } from "./tokens/usdc.ts";
import { usdd, usddOld } from "./tokens/usdd.ts";
import { usdt } from "./tokens/usdt.ts";
import { usd1 } from "./tokens/world-liberty.ts";
import { zarp } from "./tokens/zar.ts";
/**
 * Every token Redflag knows. A test holds this list against the files in `tokens/`.
 *
 * Left out on Ethereum because no source gives the decimals: KRW1 (0xb83FC84DF7028251066c25f5D61d12fD9d9C8be4, BDACS)
 * and QCAD (0x3Fa142dD3f384414e05E71Ad0939274EdC82EC0A, Stablecorp). EURe's first contract: see `tokens/eur.ts`.
 */
export const TOKENS: readonly Token[] = [
  usdt,
  usdc,
  dai,
  usds,
  usde,
  fdusd,
  pyusd,
  usdp,
  busd,
  gusd,
  tusd,
  usdd,
  usddOld,
  rlusd,
  usd1,
  tryb,
  tryc,
  idrt,
  xidr,
  xsgd,
  cngn,
  zarp,
  brz,
  mxnt,
  mxnb,
  eurc,
  eurs,
  eurt,
  eurtOld,
  eurcv,
  euri,
  eure,
  gyen,
  jpyc,
  jpycPrepaid,
  a7a5,
  rubt,
  cnht,
  krwq,
  krwG,
  pht,
  cadc,
  audd,
  nzdd,
  nzds,
  vchf,
  xchf,
  zchf,
  myrt,
  demoUsdt,
  demoUsdc,
  demoTryb,
];

export interface KnownToken {
  token: Token;
  contract: TokenContract;
}

const NONE: ReadonlyMap<Address, KnownToken> = new Map();
const BY_CHAIN = indexByChain();

/** In the hot path: two look-ups, nothing allocated. Undefined also for a chain that nobody knows. */
export function findToken(chainName: string, address: Address): KnownToken | undefined {
  return BY_CHAIN.get(chainName)?.get(address);
}

/**
 * Every known contract of the chain, each with its token, sorted by address.
 * @throws Problem `chain_unknown`
 */
export function listContracts(chainName: string): readonly KnownToken[] {
  const known = [...(BY_CHAIN.get(getChain(chainName).name) ?? NONE).values()];
  return known.sort((a, b) => (a.contract.address < b.contract.address ? -1 : 1));
}

function indexByChain(): ReadonlyMap<string, ReadonlyMap<Address, KnownToken>> {
  const byChain = new Map<string, Map<Address, KnownToken>>();
  for (const token of TOKENS) {
    for (const contract of token.contracts) {
      const known = byChain.get(contract.chain) ?? new Map<Address, KnownToken>();
      byChain.set(contract.chain, known.set(contract.address, { token, contract }));
    }
  }
  return byChain;
}
