import type { Deposit, Freeze } from "@redflag/contract/http/routes/derived-lists";
import { type Account, isOn } from "@redflag/domain/account";
import type { Address } from "@redflag/domain/address";
import { tellable } from "@redflag/domain/audience";
import { findChainById } from "@redflag/domain/chain-registry";
import { depositServices } from "@redflag/domain/deposit-address";
import { inForce } from "@redflag/domain/inference";
import type { KnownDeposit, KnownFreeze } from "@redflag/store/known-fact";
import { depositBody } from "./deposit-body.ts";
import type { AnswerFacts } from "./exposure-body.ts";
import { freezeBodies } from "./freeze-body.ts";

/** Issuers' freezes of the account that stand now, where it may be used. */
export function standingFreezeBodies(
  account: Account,
  freezes: readonly KnownFreeze[],
  { screened }: AnswerFacts,
): Freeze[] {
  const own = freezes.filter(({ chainId }) => mayBeUsedOn(account, chainId));
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
export function inferredDepositBodies(
  account: Account,
  deposits: readonly KnownDeposit[],
  facts: AnswerFacts,
): Deposit[] {
  const time = facts.now.getTime() / 1_000;
  return deposits.flatMap(({ chainId, inference }) => {
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
