import assert from "node:assert";
import type { Route } from "@redflag/contract/http/route";
import type { ScreenedItem } from "@redflag/contract/http/routes/screening";
import { type Account, formatAccount, parseAccount } from "@redflag/domain/account";
import { type Audience, tellable } from "@redflag/domain/audience";
import { Problem } from "@redflag/domain/problem";
import { type KnownListings, knownListingsOf, knownListingsOfMany } from "@redflag/store/listing-read";
import { audienceOf } from "../caller.ts";
import type { Call, Handlers } from "../handler.ts";
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
      const { entries, lists } = await listingsFor(call, (audience) => knownListingsOf(audience, account.address));
      const body = screeningBody(account, entries, call.now);
      if (body.matches.length > 0) return { body };
      const noMatchAsOf = noMatchBody([account], lists, await screened.list(call.readOwn), call.now);
      return { body: { ...body, noMatchAsOf } };
    },

    async screenAddresses(call) {
      const { addresses } = call.body;
      call.tell({ detail: { count: addresses.length } });
      const asked = addresses.map((text) => ({ text, account: accountOrProblem(text) }));
      const accounts = asked.flatMap(({ account }) => (account instanceof Problem ? [] : [account]));
      const { entries, lists } = await listingsFor(call, (audience) =>
        knownListingsOfMany(audience, new Set(accounts.map(({ address }) => address))),
      );
      const byAddress = Map.groupBy(entries, ({ address }) => address);
      const items = asked.map(({ text, account }): ScreenedItem => {
        if (account instanceof Problem) return itemProblem(text, account);
        return { asked: text, screening: screeningBody(account, byAddress.get(account.address) ?? [], call.now) };
      });
      return {
        body: { items, noMatchAsOf: noMatchBody(accounts, lists, await screened.list(call.readOwn), call.now) },
      };
    },
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
  return { entries: tellable(audience, statements).map(({ entry }) => entry), lists: found.lists };
}

function accountOrProblem(text: string): Account | Problem {
  try {
    return parseAccount(text);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}
