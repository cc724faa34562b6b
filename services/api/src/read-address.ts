import { type AddressFlows, type Alias, SHOWN_ALERTS_MAX } from "@redflag/contract/http/routes/flows";
import { formatCaip10 } from "@redflag/domain/address";
import { valueFlows } from "@redflag/domain/address-flow";
import type { Chain } from "@redflag/domain/chain";
import { CHAINS } from "@redflag/domain/chain-registry";
import { type Counterparty, topCounterparties } from "@redflag/domain/counterparties";
import { dustCount, withoutPoisonDust } from "@redflag/domain/poison-dust";
import type { Direction, Profile } from "@redflag/domain/profile";
import { decodeProfile } from "@redflag/domain/profile-codec";
import type { Block } from "@redflag/domain/transfer";
import { listAlertsOfSubject } from "@redflag/store/alert-lookup";
import type { Executor } from "@redflag/store/database";
import { type FlowReach, listFlowsOf } from "@redflag/store/flow-read";
import { listFreezesOf } from "@redflag/store/freeze-read";
import { type Lane, listLanes } from "@redflag/store/lane";
import { listBlocksIn } from "@redflag/store/ledger-read";
import { listProfilesOf } from "@redflag/store/profile";
import { listListings } from "@redflag/store/watchlist-history";
import { exposureBodies } from "./exposure-body.ts";
import type { FlowAccount } from "./flow-account.ts";
import { alertBody, daysBody, profileBody, reachBody, tokenFlowBody } from "./flow-body.ts";
import { findPosition, type LanePosition, positionBody, screenedTo } from "./flow-position.ts";
import { freezeBodies } from "./freeze-body.ts";
import { KnownParties } from "./known-parties.ts";
import { inferredDepositBodies } from "./ledger-fact-body.ts";
import { listingBody } from "./list-entry-body.ts";

/** Payments that are read at once in each direction, the newest: what a page may cost, whoever is asked for. Ours [E]. */
export const FLOW_TRANSFERS_MAX = 4_000;

const LISTINGS_MAX = 1_000;
const NO_DUST = { counterparties: 0, transfers: 0 };

interface Asked extends FlowAccount {
  counterparties: number;
  now: Date;
}

/** All that is known of an address on one chain. @param tx of one moment */
export async function readAddress(tx: Executor, asked: Asked): Promise<AddressFlows> {
  const { chain, address, now } = asked;
  const lanes = await listLanes(tx);
  const found = await findPosition(tx, chain.id);
  const position = found?.position;
  const profiles = await decodeProfiles(tx, lanes, asked);
  const profile = profiles.get(chain.id);
  const screened = position === undefined ? [] : [screenedTo(chain.id, position)];
  const parties = new KnownParties(tx, chain, { now, screened });
  await parties.meet([address]);
  await parties.meetOrigins();
  const counterparties = await readCounterparties(tx, asked, { position, profile, parties });
  const alerts = await listAlertsOfSubject(tx, chain.id, address, SHOWN_ALERTS_MAX + 1);
  const listings = await listListings(tx, address, { limit: LISTINGS_MAX });
  const freezes = await listFreezesOf(tx, address);
  const account = { address, family: chain.family, chain };
  const known = parties.knownOf(address);
  const told = profile && position && profileBody(profile, position.rememberedTo);
  return {
    address: formatCaip10(chain, address),
    chain: chain.caip2,
    family: chain.family,
    watched: found !== undefined,
    ...(position !== undefined && { position: positionBody(position) }),
    ...parties.bodyOf(address),
    ...(told !== undefined && { profile: told }),
    days: daysBody(profile?.days ?? []),
    exposures: exposureBodies(account, known.exposures, parties.facts),
    alerts: { items: alerts.slice(0, SHOWN_ALERTS_MAX).map(alertBody), more: alerts.length > SHOWN_ALERTS_MAX },
    counterparties,
    listings: listings.map((listing) => listingBody(listing, now.getTime() / 1_000)),
    freezes: freezeBodies(freezes),
    deposits: inferredDepositBodies(account, known.deposits, parties.facts),
    aliases: await readAliases(tx, asked, lanes, profiles),
  };
}

/** By chain, of every lane: the same bytes elsewhere are an alias. */
async function decodeProfiles(
  tx: Executor,
  lanes: readonly Lane[],
  { address }: FlowAccount,
): Promise<Map<number, Profile>> {
  const chainIds = lanes.map(({ chainId }) => chainId);
  const states = await listProfilesOf(tx, chainIds, address);
  return new Map([...states].map(([chainId, state]) => [chainId, decodeProfile(state)]));
}

async function readAliases(
  tx: Executor,
  { chain, address, now }: Asked,
  lanes: readonly Lane[],
  profiles: ReadonlyMap<number, Profile>,
): Promise<Alias[]> {
  const aliases: Alias[] = [];
  for (const { chainId, checkpointPosition } of lanes) {
    const other = CHAINS.find(({ id }) => id === chainId);
    const profile = profiles.get(chainId);
    const told = profile && profileBody(profile, checkpointPosition);
    if (other === undefined || other.id === chain.id || told === undefined) continue;
    const parties = new KnownParties(tx, other, { now, screened: [] });
    await parties.meet([address]);
    const { asOfBlock, firstSeen, lastSeen, received, paid } = told;
    aliases.push({
      address: formatCaip10(other, address),
      ...parties.bodyOf(address),
      holder: other.family === chain.family ? "same" : "likely",
      profile: { asOfBlock, firstSeen, lastSeen, received, paid },
    });
  }
  return aliases;
}

interface Known {
  position: LanePosition | undefined;
  profile: Profile | undefined;
  parties: KnownParties;
}

async function readCounterparties(
  tx: Executor,
  { chain, address, counterparties: max }: Asked,
  { position, profile, parties }: Known,
): Promise<AddressFlows["counterparties"]> {
  if (position === undefined) return { items: [], of: 0, leftOut: { dust: NO_DUST } };
  const { from, to } = position;
  const { flows, reaches } = await listFlowsOf(tx, chain.id, [address], {
    from: from.number,
    to: to.number,
    directions: ["in", "out"],
    transfersMax: FLOW_TRANSFERS_MAX,
  });
  const between = valueFlows(chain, flows).filter(({ counterparty }) => counterparty !== address);
  const { kept, dust } = withoutPoisonDust(chain, between);
  const top = topCounterparties(kept, max);
  await parties.meet(top.map((party) => party.address));
  const named = top.flatMap((party) => party.flows.flatMap(({ firstBlock, lastBlock }) => [firstBlock, lastBlock]));
  const blocks = await blocksOf(tx, chain, [...named, ...reaches.map(({ firstBlock }) => firstBlock)]);
  const reach = (direction: Direction) => {
    const found = reaches.find((one) => one.direction === direction);
    const of = profile && (direction === "in" ? profile.inCount : profile.outCount);
    return reachBody(found ?? emptyReach(to), { from, to, of, blocks });
  };
  return {
    items: top.map((party) => counterpartyBody(chain, party, parties, blocks)),
    of: new Set(kept.map(({ counterparty }) => counterparty)).size,
    covers: { in: reach("in"), out: reach("out") },
    leftOut: { dust: dustCount(dust) },
  };
}

export async function blocksOf(tx: Executor, chain: Chain, numbers: readonly number[]): Promise<Map<number, Block>> {
  const blocks = await listBlocksIn(tx, chain.id, [...new Set(numbers)]);
  return new Map(blocks.map((block) => [block.number, block]));
}

function emptyReach({ number }: Block): Pick<FlowReach, "transfers" | "firstBlock" | "isCut"> {
  return { transfers: 0, firstBlock: number, isCut: false };
}

function counterpartyBody(
  chain: Chain,
  { address, flows, count }: Counterparty,
  parties: KnownParties,
  blocks: ReadonlyMap<number, Block>,
) {
  const side = (direction: Direction) =>
    flows.filter((flow) => flow.direction === direction).map((flow) => tokenFlowBody(chain, flow, blocks));
  return {
    address: formatCaip10(chain, address),
    ...parties.bodyOf(address),
    payments: count,
    received: side("in"),
    paid: side("out"),
  };
}
