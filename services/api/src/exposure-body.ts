import type { HeldExposure as ExposureBody } from "@redflag/contract/http/routes/screening";
import { type Account, isOn } from "@redflag/domain/account";
import { type Address, formatAddress } from "@redflag/domain/address";
import type { Audience } from "@redflag/domain/audience";
import type { Chain } from "@redflag/domain/chain";
import { findChainById } from "@redflag/domain/chain-registry";
import { isService, type ListedEntry } from "@redflag/domain/entry";
import { decodeExposure } from "@redflag/domain/exposure/exposure-codec";
import type { HeldExposure, TaintedPurse } from "@redflag/domain/exposure/held-exposure";
import { formatUnits } from "@redflag/domain/money";
import type { KnownExposure } from "@redflag/store/listing-read";
import type { ScreenedChain } from "@redflag/store/screened-chain";
import { matchBody } from "./screening-body.ts";

/** What answers are made of, besides what is known of the account itself. */
export interface AnswerFacts {
  audience: Audience;
  /** What the audience may know now of the listings of an address, an origin's or a service's too; of every family. */
  entriesOf(address: Address): readonly ListedEntry[];
  screened: readonly ScreenedChain[];
  now: Date;
}

/** Whose listings an answer will name. */
export function originsOf(exposures: readonly KnownExposure[]): Address[] {
  const purses = exposures.flatMap(({ state }) => decodeExposure(state));
  return purses.flatMap((purse) => purse.exposures.map(({ origin }) => origin));
}

/**
 * By chain, currency and amount. An exchange is told of an origin only while some entry of it is shared: one whose sharing was
 * taken back is nowhere in its answer.
 */
export function exposureBodies(
  account: Account,
  exposures: readonly KnownExposure[],
  facts: AnswerFacts,
): ExposureBody[] {
  return exposures.flatMap(({ chainId, state }) => {
    const chain = findChainById(chainId);
    const asOfBlock = facts.screened.find((lane) => lane.chainId === chainId)?.followedTo;
    if (chain === undefined || !isOn(account, chain) || asOfBlock === undefined) return [];
    return decodeExposure(state).flatMap((purse) =>
      purse.exposures.flatMap((held) => exposureBody(chain, purse, held, asOfBlock, facts)),
    );
  });
}

function exposureBody(
  chain: Chain,
  { peg, balanceMicros }: TaintedPurse,
  { origin, entry, hops, micros, since, path }: HeldExposure,
  asOfBlock: number,
  { audience, entriesOf, now }: AnswerFacts,
): ExposureBody[] {
  const entries = entriesOf(origin).filter((known) => known.list === entry.list && known.family === chain.family);
  const known = entries.find(({ entryId }) => entryId === entry.entryId) ?? entries.find((one) => !isService(one));
  if (known === undefined && audience !== "staff") return [];
  return [
    {
      chain: chain.caip2,
      asOfBlock,
      currency: peg,
      amount: amountText(micros),
      sharePpm: Number((micros * 1_000_000n) / balanceMicros),
      hops,
      since: timeText(since),
      path: path.map((step) => ({
        payer: formatAddress(step.payer, chain.family),
        amount: amountText(step.micros),
        block: step.blockNumber,
        time: timeText(step.time),
      })),
      origin: {
        address: formatAddress(origin, chain.family),
        list: entry.list,
        ...(known && { listing: matchBody(known, now) }),
      },
    },
  ];
}

function amountText(micros: bigint): string {
  return formatUnits(micros, 6);
}

function timeText(time: number): string {
  return new Date(time * 1000).toISOString();
}
