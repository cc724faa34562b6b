import { COUNTED_ALERTS_MAX, type FoundAddress } from "@redflag/contract/http/routes/search";
import { isOn } from "@redflag/domain/account";
import { type Address, formatAddress } from "@redflag/domain/address";
import type { AddressFamily } from "@redflag/domain/address-family";
import type { Chain } from "@redflag/domain/chain";
import { CHAINS } from "@redflag/domain/chain-registry";
import { countNewestAlertsAbout, listSubjectsBetween } from "@redflag/store/alert-places";
import type { Executor } from "@redflag/store/database";
import { listEntriesBetween } from "@redflag/store/entry-search";
import { listLanes } from "@redflag/store/lane";
import { listRememberedAmong } from "@redflag/store/profile";
import { KnownParties } from "./known-parties.ts";
import type { AddressBeginning, SearchNote, SearchTerms } from "./search-terms.ts";

interface Asked {
  terms: SearchTerms;
  /** Alerts may be read: else nothing of them is told. */
  tellsAlerts: boolean;
  now: Date;
  limit: number;
}

interface Candidate {
  address: Address;
  family: AddressFamily;
  chain?: Chain;
  /** Typed as a whole, and so an answer even where nothing is known of it. */
  isWhole: boolean;
}

/** Found so many times as many as are shown: of some nothing is known in the family that was typed. */
const CANDIDATES_FACTOR = 2;

/** The address that was typed, or those that begin so and are known, with what is known of each by chain. */
export async function searchAddresses(
  db: Executor,
  { terms, tellsAlerts, now, limit }: Asked,
): Promise<{ items: FoundAddress[]; more: boolean; notes: SearchNote[] }> {
  const { account, beginnings } = terms;
  if (account === undefined && beginnings.length === 0) return { items: [], more: false, notes: [] };
  const watched = new Set((await listLanes(db)).map(({ chainId }) => chainId));
  const candidates: Candidate[] =
    account === undefined
      ? await listCandidates(db, beginnings, { tellsAlerts, max: limit * CANDIDATES_FACTOR })
      : [{ ...account, isWhole: true }];
  const items = await describe(db, candidates, { watched, tellsAlerts, now });
  return { items: items.slice(0, limit), more: items.length > limit, notes: unwatchedNotes(account, watched) };
}

function unwatchedNotes(account: SearchTerms["account"], watched: ReadonlySet<number>): SearchNote[] {
  if (account === undefined || CHAINS.some((chain) => isOn(account, chain) && watched.has(chain.id))) return [];
  const who = account.chain === undefined ? "No chain that writes addresses so is" : `${account.chain.title} is not`;
  const text = `${who} watched: nothing but lists is known of the address, which is not that there is nothing.`;
  return [{ code: "chain_unwatched", text }];
}

/** By address: subjects of alerts, and whom lists name. */
async function listCandidates(
  db: Executor,
  beginnings: readonly AddressBeginning[],
  { tellsAlerts, max }: { tellsAlerts: boolean; max: number },
): Promise<Candidate[]> {
  const found = new Map<string, Candidate>();
  for (const { family, span, chain } of beginnings) {
    const subjects = tellsAlerts ? await listSubjectsBetween(db, span, max) : [];
    const listed = (await listEntriesBetween(db, span, max)).flatMap(({ entry }) =>
      "address" in entry && entry.family === family ? [entry.address] : [],
    );
    for (const address of [...new Set([...subjects, ...listed])].sort().slice(0, max)) {
      found.set(`${family}:${address}`, { address, family, isWhole: false, ...(chain && { chain }) });
    }
  }
  return [...found.values()];
}

async function describe(
  db: Executor,
  candidates: readonly Candidate[],
  { watched, tellsAlerts, now }: { watched: ReadonlySet<number>; tellsAlerts: boolean; now: Date },
): Promise<FoundAddress[]> {
  const addresses = [...new Set(candidates.map(({ address }) => address))];
  const chains = CHAINS.filter((chain) =>
    candidates.some(
      (one) => (one.chain === undefined ? watched.has(chain.id) : one.chain === chain) && isOn(one, chain),
    ),
  );
  const remembered = await listRememberedAmong(
    db,
    chains.map(({ id }) => id),
    addresses,
  );
  const counts = tellsAlerts ? await countNewestAlertsAbout(db, addresses, COUNTED_ALERTS_MAX) : [];
  const parties = new Map(chains.map((chain) => [chain, new KnownParties(db, chain, { now, screened: [] })]));
  await KnownParties.meetOn([...parties.values()], addresses);
  return candidates.flatMap((candidate) => {
    const { address, family, isWhole } = candidate;
    const all = [...parties]
      .filter(([chain]) => isOn(candidate, chain))
      .map(([chain, known]) => ({
        chain: chain.caip2,
        ...known.bodyOf(address),
        watched: watched.has(chain.id),
        known: remembered.get(chain.id)?.has(address) === true,
        alerts: counts.find((one) => one.subject === address && one.chainId === chain.id)?.count ?? 0,
      }));
    const shown = isWhole ? all : all.filter(tellsSomething);
    return shown.length === 0 && !isWhole ? [] : [{ address: formatAddress(address, family), family, chains: shown }];
  });
}

function tellsSomething({ known, alerts, listed, service, deposit, frozen }: FoundAddress["chains"][number]): boolean {
  return known || frozen || alerts > 0 || listed.length > 0 || service !== undefined || deposit !== undefined;
}
