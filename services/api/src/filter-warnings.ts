import type { Warning } from "@redflag/contract/http/routes/subscriptions";
import type { EventType, SubscriptionFilter } from "@redflag/contract/subscription-filter";
import { parseAccount } from "@redflag/domain/account";
import { CHAINS } from "@redflag/domain/chain-registry";
import { SERVICE_CATEGORIES, SEVERITIES, type Severity } from "@redflag/domain/entry";
import { RULES_FOR_EXCHANGES } from "@redflag/domain/finding-for-exchanges";
import { HEURISTICS } from "@redflag/domain/heuristic-registry";
import { Problem } from "@redflag/domain/problem";
import { findToken } from "@redflag/domain/token-registry";

/** What is known where the filter is written. */
export interface FilterWorld {
  /** Ids of the chains that are screened here. */
  screenedChainIds: ReadonlySet<number>;
  /** Of the lists that the filter names, those that are shared. */
  sharedLists: ReadonlySet<string>;
  /** Of the filter's set. */
  addressCount: number | undefined;
}

/** Rules that never come so far; every other one that exchanges are told of may. */
const SEVERITY_MAX: Readonly<Record<string, Severity>> = { "alias-hit": "HIGH", "issuer-freeze": "HIGH" };

/** What a reorg could still take. */
const PROVISIONAL: readonly EventType[] = ["alert.created", "alert.updated"];

/** What in a filter no event will meet as things stand. Events may come to meet it later: nothing of this is refused. */
export function filterWarnings(filter: SubscriptionFilter, world: FilterWorld): Warning[] {
  return [
    ...ofChains(filter, world),
    ...ofTokens(filter),
    ...ofRules(filter),
    ...ofLists(filter, world),
    ...ofTypes(filter),
  ];
}

function* ofChains({ chains = [] }: SubscriptionFilter, { screenedChainIds }: FilterWorld): Iterable<Warning> {
  for (const [index, caip2] of chains.entries()) {
    const chain = CHAINS.find((known) => known.caip2 === caip2);
    const at = `/filter/chains/${index}`;
    if (chain === undefined) yield { at, text: `${caip2} is no chain that Redflag knows` };
    else if (!screenedChainIds.has(chain.id)) yield { at, text: `${chain.title} is not screened here so far` };
  }
}

function* ofTokens({ tokens = [], chains }: SubscriptionFilter): Iterable<Warning> {
  for (const [index, text] of tokens.entries()) {
    const at = `/filter/tokens/${index}`;
    const caip2 = text.slice(0, text.lastIndexOf(":"));
    if (!isKnownToken(text)) yield { at, text: `${text} is no token that Redflag watches` };
    else if (chains !== undefined && !chains.includes(caip2))
      yield { at, text: `its chain, ${caip2}, is not among \`chains\`` };
  }
}

function isKnownToken(text: string): boolean {
  try {
    const { address, chain } = parseAccount(text);
    return chain !== undefined && findToken(chain.name, address) !== undefined;
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  }
}

function* ofRules({ heuristics, severityMin }: SubscriptionFilter): Iterable<Warning> {
  for (const [index, id] of heuristics?.entries() ?? []) {
    const at = `/filter/heuristics/${index}`;
    if (!HEURISTICS.some((rule) => rule.id === id)) yield { at, text: `${id} is no rule of Redflag's` };
    else if (!RULES_FOR_EXCHANGES.includes(id)) yield { at, text: `exchanges are not told what ${id} finds` };
  }
  const told = (heuristics ?? RULES_FOR_EXCHANGES).filter((id) => RULES_FOR_EXCHANGES.includes(id));
  if (severityMin === undefined || told.length === 0) return;
  if (told.every((id) => SEVERITIES.indexOf(SEVERITY_MAX[id] ?? "SEVERE") < SEVERITIES.indexOf(severityMin))) {
    yield { at: "/filter/severityMin", text: `${told.join(" and ")} never gives ${severityMin}` };
  }
}

function* ofLists(filter: SubscriptionFilter, { sharedLists, addressCount }: FilterWorld): Iterable<Warning> {
  for (const [index, id] of filter.lists?.entries() ?? []) {
    // The same of one that is not there and of one that is not to be known.
    if (!sharedLists.has(id)) yield { at: `/filter/lists/${index}`, text: `no list ${id} is shared with exchanges` };
  }
  if (addressCount === 0) yield { at: "/filter/addressSet", text: "the set is empty" };
  const services: readonly string[] = SERVICE_CATEGORIES;
  if (filter.lists === undefined && filter.categories?.every((category) => services.includes(category))) {
    yield { at: "/filter/categories", text: "a known service is no alert: these categories are met in `lists` only" };
  }
}

function* ofTypes({ types, lists, finalOnly }: SubscriptionFilter): Iterable<Warning> {
  if (types === undefined) return;
  const at = "/filter/types";
  const ofLists = types.filter((type) => type.startsWith("watchlist."));
  if (ofLists.length > 0 && lists === undefined) yield { at, text: `${ofLists.join(" and ")} need \`lists\`` };
  if (lists !== undefined && ofLists.length === 0) yield { at, text: "leaves out all that is told of `lists`" };
  const ofAlerts = types.filter((type) => type.startsWith("alert."));
  if (finalOnly && ofAlerts.length > 0 && ofAlerts.every((type) => PROVISIONAL.includes(type))) {
    yield { at, text: `\`finalOnly\` leaves out ${ofAlerts.join(" and ")}` };
  }
  if (types.every((type) => type === "endpoint.test"))
    yield { at, text: "a test is sent whatever the filter says, and nothing else" };
}
