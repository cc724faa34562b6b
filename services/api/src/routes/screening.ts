import type { Route } from "@redflag/contract/http/route";
import type { ScreenedItem, Screening } from "@redflag/contract/http/routes/screening";
import { type Account, formatAccount, parseAccount } from "@redflag/domain/account";
import { formatAddress } from "@redflag/domain/address";
import { Problem } from "@redflag/domain/problem";
import type { AskedAddress, KnownListings } from "@redflag/store/listing-read";
import type { ScreenedChain } from "@redflag/store/screened-chain";
import { audienceOf } from "../caller.ts";
import { type AnswerFacts, exposureBodies, originsOf } from "../exposure-body.ts";
import { findingBodies } from "../finding-body.ts";
import type { Call, Handlers } from "../handler.ts";
import { inferredDepositBodies, standingFreezeBodies } from "../ledger-fact-body.ts";
import { ListingReads, readListings } from "../listing-reads.ts";
import { ScreenedChains } from "../screened-chains.ts";
import { itemProblem, noMatchBody, screeningBody } from "../screening-body.ts";

type Read = (asked: readonly AskedAddress[]) => Promise<KnownListings>;

/**
 * What is asked and how long it takes follow from what the caller may know, never from what else is listed: one statement on
 * the tables of its audience, whatever the address is.
 */
export function screeningHandlers(): Pick<Handlers, "screenAddress" | "screenAddresses"> {
  const screened = new ScreenedChains();
  const reads = new ListingReads();
  return {
    async screenAddress(call) {
      const account = parseAccount(call.params.address);
      call.tell({ subject: `address:${formatAccount(account)}` });
      const read: Read = (asked) => reads.read(call, asked);
      const known = await read([askedOf(account)]);
      const chains = await screened.list(call.readOwn);
      const body = saidOf(account, known, await factsFor([account], known, { call, read, chains }));
      if (body.matches.length > 0) return { body };
      return { body: { ...body, noMatchAsOf: noMatchBody([account], known.lists, chains, call.now) } };
    },

    async screenAddresses(call) {
      const { addresses } = call.body;
      call.tell({ detail: { count: addresses.length } });
      const asked = addresses.map((text) => ({ text, account: accountOrProblem(text) }));
      const accounts = asked.flatMap(({ account }) => (account instanceof Problem ? [] : [account]));
      const read: Read = (wanted) => readListings(call, wanted);
      const known = await read(accounts.map(askedOf));
      const chains = await screened.list(call.readOwn);
      const facts = await factsFor(accounts, known, { call, read, chains });
      const items = asked.map(({ text, account }): ScreenedItem => {
        if (account instanceof Problem) return itemProblem(text, account);
        return { asked: text, screening: saidOf(account, known, facts) };
      });
      return { body: { items, noMatchAsOf: noMatchBody(accounts, known.lists, chains, call.now) } };
    },
  };
}

function askedOf({ address, family }: Account): AskedAddress {
  return { address, subject: formatAddress(address, family) };
}

interface Facts extends AnswerFacts {
  /** Whether the caller may be told of events at all: a key may be for screening alone. */
  tellsFindings: boolean;
}

function saidOf(account: Account, known: KnownListings, facts: Facts): Omit<Screening, "noMatchAsOf"> {
  const own = known.addresses.get(account.address);
  const findings = facts.tellsFindings && (known.findings.get(askedOf(account).subject) ?? []);
  return {
    ...screeningBody(account, own?.entries ?? [], facts.now),
    exposures: exposureBodies(account, own?.exposures ?? [], facts),
    freezes: standingFreezeBodies(account, own?.freezes ?? [], facts),
    deposits: inferredDepositBodies(account, own?.deposits ?? [], facts),
    ...(findings && { findings: findingBodies(account, findings) }),
  };
}

/** Reads who origins and services are, where there are any: a second look that only what the caller may know asks for. */
async function factsFor(
  accounts: readonly Account[],
  { addresses }: KnownListings,
  { call, read, chains }: { call: Pick<Call<Route>, "caller" | "now">; read: Read; chains: readonly ScreenedChain[] },
): Promise<Facts> {
  const own = accounts.flatMap(({ address }) => addresses.get(address) ?? []);
  const others = [
    ...originsOf(own.flatMap(({ exposures }) => exposures)),
    ...own.flatMap(({ deposits }) => deposits.map(({ inference }) => inference.service)),
  ];
  // Of others no event is told.
  const found = others.length === 0 ? undefined : await read(others.map((address) => ({ address, subject: "" })));
  const audience = audienceOf(call.caller);
  return {
    audience,
    entriesOf: (address) => (addresses.get(address) ?? found?.addresses.get(address))?.entries ?? [],
    screened: chains,
    now: call.now,
    // Staff have the alerts themselves.
    tellsFindings: audience === "exchange" && call.caller.permissions.has("events:read"),
  };
}

function accountOrProblem(text: string): Account | Problem {
  try {
    return parseAccount(text);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}
