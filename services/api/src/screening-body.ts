import type {
  Match,
  NoMatchAsOf,
  ScreenedItem,
  Screening,
  ServiceMatch,
} from "@redflag/contract/http/routes/screening";
import { type Account, formatAccount, isOn } from "@redflag/domain/account";
import { formatAddress } from "@redflag/domain/address";
import { CHAINS, findChainById } from "@redflag/domain/chain-registry";
import { isService, type ListedEntry, listingAt } from "@redflag/domain/entry";
import type { Problem } from "@redflag/domain/problem";
import type { KnownList } from "@redflag/store/listing-read";
import type { ScreenedChain } from "@redflag/store/screened-chain";

type ListedAs = Omit<Match, "category">;

/**
 * What entries say of an account.
 * @param entries of its 20 bytes, those of another family too
 */
export function screeningBody(
  account: Account,
  entries: readonly ListedEntry[],
  now: Date,
): Pick<Screening, "address" | "family" | "matches" | "notInForce" | "aliases" | "services"> {
  const own = entries.filter(({ family }) => family === account.family);
  const listed = own.filter((entry) => !isService(entry)).map((entry) => matchBody(entry, now));
  return {
    address: formatAccount(account),
    family: account.family,
    matches: listed.filter(({ state }) => state === "in_force"),
    notInForce: listed.filter(({ state }) => state !== "in_force"),
    aliases: entries
      .filter((entry) => entry.family !== account.family && !isService(entry))
      .map((entry) => matchBody(entry, now))
      .filter(({ state }) => state === "in_force"),
    services: own.filter(isService).map((entry) => serviceBody(entry, now)),
  };
}

/** @param accounts that it is said of */
export function noMatchBody(
  accounts: readonly Account[],
  lists: readonly KnownList[],
  screened: readonly ScreenedChain[],
  now: Date,
): NoMatchAsOf {
  return {
    at: now.toISOString(),
    lists: lists.map(({ list, version, entryCount, changedAt }) => ({
      list,
      version,
      entries: entryCount,
      changedAt: changedAt.toISOString(),
    })),
    chains: [...watchedChains(accounts, screened), ...unwatchedChains(accounts, screened)],
  };
}

function watchedChains(accounts: readonly Account[], screened: readonly ScreenedChain[]): NoMatchAsOf["chains"] {
  return screened.flatMap(({ chainId, from, to, followedTo, time, head, gaps }) => {
    const chain = findChainById(chainId);
    if (chain === undefined || !accounts.some((account) => isOn(account, chain))) return [];
    return {
      chain: chain.caip2,
      watched: true,
      ...(to >= from && { from, to }),
      ...(followedTo >= from && { followedTo }),
      ...(time !== undefined && to >= from && { time: time.toISOString() }),
      ...(head !== undefined && { head }),
      gaps: gaps.map((gap) => ({ from: gap.from, to: gap.to })),
    };
  });
}

/** Whoever names a chain must not take silence for an answer about it. */
function unwatchedChains(accounts: readonly Account[], screened: readonly ScreenedChain[]): NoMatchAsOf["chains"] {
  const watched = new Set(screened.map(({ chainId }) => chainId));
  const named = new Set(accounts.map(({ chain }) => chain));
  return CHAINS.filter((chain) => named.has(chain) && !watched.has(chain.id)).map(({ caip2 }) => ({
    chain: caip2,
    watched: false,
    gaps: [],
  }));
}

export function itemProblem(asked: string, { code, title, detail, hint }: Problem): ScreenedItem {
  return { asked, problem: { code, title, detail: detail.toWellFormed(), hint } };
}

export function matchBody(entry: ListedEntry, now: Date): Match {
  return { ...listedAs(entry, now), category: entry.category as Match["category"] };
}

function serviceBody(entry: ListedEntry, now: Date): ServiceMatch {
  return {
    ...listedAs(entry, now),
    service: entry.category as ServiceMatch["service"],
    ...(entry.entity !== undefined && { entity: entry.entity }),
  };
}

function listedAs(entry: ListedEntry, now: Date): ListedAs {
  const { programme, reference, documentUrl, jurisdictions, validFrom, validTo } = entry;
  return {
    list: entry.list,
    version: entry.listVersion,
    entry: entry.entryId,
    address: formatAddress(entry.address, entry.family),
    family: entry.family,
    state: listingAt(entry, now.getTime() / 1_000),
    severity: entry.severity,
    authority: entry.authority,
    confidence: entry.confidence,
    ...(programme !== undefined && { programme }),
    ...(reference !== undefined && { reference }),
    ...(documentUrl !== undefined && { documentUrl }),
    ...(jurisdictions !== undefined && { jurisdictions: [...jurisdictions] }),
    ...(validFrom !== undefined && { validFrom: new Date(validFrom * 1_000).toISOString() }),
    ...(validTo !== undefined && { validTo: new Date(validTo * 1_000).toISOString() }),
    sharing: entry.sharing,
  };
}
