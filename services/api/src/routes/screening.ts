import assert from "node:assert";
import type { Route } from "@redflag/contract/http/route";
import type { ScreenedItem } from "@redflag/contract/http/routes/screening";
import { type Account, formatAccount, parseAccount } from "@redflag/domain/account";
import type { Address } from "@redflag/domain/address";
import { type Audience, tellable } from "@redflag/domain/audience";
import type { ListedEntry } from "@redflag/domain/entry";
import { Problem } from "@redflag/domain/problem";
import { type KnownListings, knownListingsOf, knownListingsOfMany } from "@redflag/store/listing-read";
import type { ScreenedChain } from "@redflag/store/screened-chain";
import { audienceOf } from "../caller.ts";
import { type ExposureFacts, exposureBodies, originsOf } from "../exposure-body.ts";
import type { Call, Handlers } from "../handler.ts";
import { inferredDepositBodies, type LedgerFacts, standingFreezeBodies } from "../ledger-fact-body.ts";
import { ScreenedChains } from "../screened-chains.ts";
import { itemProblem, noMatchBody, screeningBody } from "../screening-body.ts";

/**
 * What is asked and how long it takes follow from what the caller may know, never from what else is listed: one statement on
 * the tables of its audience, whatever the address is.
 */
export function screeningHandlers(): Pick<Handlers, "screenAddress" | "screenAddresses"> {
  const screened = new ScreenedChains();
  return {
    async screenAddress(call) {
      const account = parseAccount(call.params.address);
      call.tell({ subject: `address:${formatAccount(account)}` });
      const known = await listingsFor(call, (audience) => knownListingsOf(audience, account.address));
      const chains = await screened.list(call.readOwn);
      const body = saidOf(account, known.entries, await factsFor(call, known, chains));
      if (body.matches.length > 0) return { body };
      return { body: { ...body, noMatchAsOf: noMatchBody([account], known.lists, chains, call.now) } };
    },

    async screenAddresses(call) {
      const { addresses } = call.body;
      call.tell({ detail: { count: addresses.length } });
      const asked = addresses.map((text) => ({ text, account: accountOrProblem(text) }));
      const accounts = asked.flatMap(({ account }) => (account instanceof Problem ? [] : [account]));
      const known = await listingsFor(call, (audience) =>
        knownListingsOfMany(audience, new Set(accounts.map(({ address }) => address))),
      );
      const byAddress = Map.groupBy(known.entries, ({ address }) => address);
      const chains = await screened.list(call.readOwn);
      const facts = await factsFor(call, known, chains);
      const items = asked.map(({ text, account }): ScreenedItem => {
        if (account instanceof Problem) return itemProblem(text, account);
        return { asked: text, screening: saidOf(account, byAddress.get(account.address) ?? [], facts) };
      });
      return { body: { items, noMatchAsOf: noMatchBody(accounts, known.lists, chains, call.now) } };
    },
  };
}

function saidOf(account: Account, entries: readonly ListedEntry[], facts: ExposureFacts & LedgerFacts) {
  return {
    ...screeningBody(account, entries, facts.now),
    exposures: exposureBodies(account, facts),
    freezes: standingFreezeBodies(account, facts),
    deposits: inferredDepositBodies(account, facts),
  };
}

/** The database has what an audience may know in tables of its own; this holds also where a table would hold more. */
async function listingsFor(
  call: Pick<Call<Route>, "caller" | "readOne">,
  queryFor: (audience: Audience) => ReturnType<typeof knownListingsOf>,
): Promise<KnownListings> {
  const audience = audienceOf(call.caller);
  const found = await call.readOne(queryFor(audience));
  assert(found !== undefined, "the statement gives one row, also where it finds nothing");
  const statements = found.entries.map((entry) => ({ entry, grounds: [{ kind: "entry" as const, entry }] }));
  return { ...found, entries: tellable(audience, statements).map(({ entry }) => entry) };
}

/** Reads who origins and services are, where there are any: a second look that only what the caller may know asks for. */
async function factsFor(
  call: Pick<Call<Route>, "caller" | "readOne" | "now">,
  known: KnownListings,
  screened: readonly ScreenedChain[],
): Promise<ExposureFacts & LedgerFacts> {
  const { exposures, freezes, deposits } = known;
  const others = originsOf(exposures);
  for (const { inference } of deposits) others.add(inference.service);
  const { entries } =
    others.size === 0 ? { entries: [] } : await listingsFor(call, (audience) => knownListingsOfMany(audience, others));
  const byAddress = Map.groupBy([...known.entries, ...entries], ({ address }) => address);
  const entriesOf = (address: Address) => byAddress.get(address) ?? [];
  return { audience: audienceOf(call.caller), exposures, freezes, deposits, entriesOf, screened, now: call.now };
}

function accountOrProblem(text: string): Account | Problem {
  try {
    return parseAccount(text);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}
