import type { Address } from "./address.ts";
import { type Grounded, mayKnow, tellable } from "./audience.ts";
import type { Chain } from "./chain.ts";
import { isService, type ListedEntry } from "./entry.ts";
import { type Finding, judgeTransfers } from "./finding.ts";
import type { Armed, HeadHeuristic } from "./heuristic.ts";
import { aliasHit } from "./heuristics/alias-hit.ts";
import { issuerFreeze } from "./heuristics/issuer-freeze.ts";
import { watchlistHit } from "./heuristics/watchlist-hit.ts";
import type { Block, Transfer } from "./transfer.ts";
import type { WatchlistMatcher } from "./watchlist-matcher.ts";

/**
 * What they look at is the payment and the entries that name its parties: the same can be judged by shared entries alone. What
 * other rules say rests on what they have seen of everybody's payments, with services left out and origins counted that internal
 * entries name: what it would be without these is not known from it.
 */
const LISTING_RULES: readonly string[] = [watchlistHit.id, aliasHit.id];

/** Whose findings exchanges are told of. */
export const RULES_FOR_EXCHANGES: readonly string[] = [...LISTING_RULES, issuerFreeze.id];

/** Of each list that shares something, the version that it has outside, by the list's id. */
export type SharedVersions = ReadonlyMap<string, number>;

/** A finding with the entries that name its subject, of those that exchanges may know. */
export interface ToldFinding extends Finding {
  entries: readonly ListedEntry[];
}

interface EntryStatement extends Grounded {
  entry: ListedEntry;
}

/** What exchanges may know of what these lists hold, each entry with the version that its list has outside. */
function matcherForExchanges(matcher: WatchlistMatcher, versions: SharedVersions): WatchlistMatcher {
  return {
    size: matcher.size,
    find(address) {
      const entries = matcher.find(address);
      if (entries.length === 0) return entries;
      const statements = entries.map(
        (entry): EntryStatement => ({ entry, grounds: [{ kind: "entry", entry }, { kind: "chain" }] }),
      );
      return tellable("exchange", statements).flatMap(({ entry }) => {
        const listVersion = versions.get(entry.list);
        return listVersion === undefined ? [] : [{ ...entry, listVersion }];
      });
    },
  };
}

/**
 * What is found at the head where there is nothing but what exchanges may know: by the same rules, of the same payments.
 * @param said what was found there by all lists: in an issuer's freeze they have no part, and it is taken from there
 * @returns in ledger order
 * @throws HeuristicFailure as `judgeTransfers`
 */
export function findingsForExchanges(
  said: readonly Finding[],
  chain: Chain,
  blocks: ReadonlyMap<number, Block>,
  transfers: readonly Transfer[],
  matcher: WatchlistMatcher,
  versions: SharedVersions,
  heuristics: ReadonlyArray<Armed<HeadHeuristic>>,
): ToldFinding[] {
  const frozen = said.filter(({ heuristic }) => heuristic === issuerFreeze.id);
  // Half of all payments touch a service, of which none of these rules speaks.
  const isNamed = (address: Address) =>
    matcher.find(address).some((entry) => !isService(entry) && mayKnow("exchange", entry));
  const listed = transfers.filter(({ sender, recipient }) => isNamed(sender) || isNamed(recipient));
  const rules = heuristics.filter(({ heuristic }) => LISTING_RULES.includes(heuristic.id));
  const known = matcherForExchanges(matcher, versions);
  const named = judgeTransfers(chain, blocks, listed, known, rules);
  return [
    ...named.map((finding) => ({ ...finding, entries: known.find(finding.subject) })),
    ...frozen.map((finding) => ({ ...finding, entries: [] })),
  ].sort(
    ({ transfer: one }, { transfer: other }) => one.blockNumber - other.blockNumber || one.logIndex - other.logIndex,
  );
}
