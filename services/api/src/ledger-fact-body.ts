import type { Deposit, Freeze } from "@redflag/contract/http/routes/derived-lists";
import { type Account, isOn } from "@redflag/domain/account";
import type { Address } from "@redflag/domain/address";
import { type Audience, tellable } from "@redflag/domain/audience";
import { findChainById } from "@redflag/domain/chain-registry";
import { depositServices } from "@redflag/domain/deposit-address";
import type { ListedEntry } from "@redflag/domain/entry";
import { inForce } from "@redflag/domain/inference";
import type { KnownDeposit, KnownFreeze } from "@redflag/store/known-fact";
import type { ScreenedChain } from "@redflag/store/screened-chain";
import { depositBody } from "./deposit-body.ts";
import { freezeBodies } from "./freeze-body.ts";

/** What follows from the ledger of some addresses, and what it takes to tell it. */
export interface LedgerFacts {
  audience: Audience;
  freezes: readonly KnownFreeze[];
  deposits: readonly KnownDeposit[];
  /** What the audience may know of an address's listings now, of every family. */
  entriesOf(address: Address): readonly ListedEntry[];
  screened: readonly ScreenedChain[];
  now: Date;
}

/** Issuers' freezes of the account that stand now, where it may be used. */
export function standingFreezeBodies(account: Account, { freezes, screened }: LedgerFacts): Freeze[] {
  const own = freezes.filter((freeze) => freeze.account === account.address && mayBeUsedOn(account, freeze.chainId));
  const placed = own.map((freeze) => {
    const finalTo = screened.find(({ chainId }) => chainId === freeze.chainId)?.finalTo ?? -1;
    return { ...freeze, isFinal: freeze.blockNumber <= finalTo };
  });
  return freezeBodies(placed).filter(({ status }) => status === "in_force");
}

/**
 * That the account is inferred to be a deposit address, as the lists that the audience knows are now: nothing where they say
 * more of it, or do not name the service, and never surer than they are of the service's wallet.
 */
export function inferredDepositBodies(account: Account, facts: LedgerFacts): Deposit[] {
  const time = facts.now.getTime() / 1_000;
  const own = facts.deposits.filter(({ inference }) => inference.address === account.address);
  return own.flatMap(({ chainId, inference }) => {
    const chain = findChainById(chainId);
    if (chain === undefined || !isOn(account, chain)) return [];
    const ofFamily = (address: Address) => facts.entriesOf(address).filter(({ family }) => family === chain.family);
    const party = { address: account.address, entries: ofFamily(account.address) };
    const standing = inForce(inference, party, time, ofFamily);
    if (standing === undefined) return [];
    const walletEntries = depositServices(ofFamily(standing.service), time);
    const grounds = [{ kind: "chain" as const }, { kind: "inference" as const, walletEntries }];
    const confidence = Math.min(standing.confidence, ...walletEntries.map((entry) => entry.confidence));
    return tellable(facts.audience, [{ grounds, inference: { ...standing, confidence } }]).map((said) =>
      depositBody(chain, said.inference, walletEntries.find(({ entity }) => entity !== undefined)?.entity),
    );
  });
}

function mayBeUsedOn(account: Account, chainId: number): boolean {
  const chain = findChainById(chainId);
  return chain !== undefined && isOn(account, chain);
}
