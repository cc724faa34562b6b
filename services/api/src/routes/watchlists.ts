import type { listListings as listListingsRoute, WatchlistDetail } from "@redflag/contract/http/routes/watchlists";
import { type Address, parseAddress } from "@redflag/domain/address";
import { subjectKey } from "@redflag/domain/entry-subject";
import { Problem } from "@redflag/domain/problem";
import { parseVenueAccount, type VenueAccount } from "@redflag/domain/venue-account";
import type { Executor } from "@redflag/store/database";
import { listFreezesOf } from "@redflag/store/freeze-read";
import { getListGates } from "@redflag/store/list-gate";
import { listStandingChanges } from "@redflag/store/list-proposal-read";
import { findSharedVersion } from "@redflag/store/shared-version";
import { findList } from "@redflag/store/watchlist";
import { countDifferences, listDifferences, listListings, listVersionsOf } from "@redflag/store/watchlist-history";
import { decodeCursor } from "../cursor.ts";
import { freezeBodies } from "../freeze-body.ts";
import type { Call, Handlers } from "../handler.ts";
import { assertList, getCurrentSeq } from "../known-list.ts";
import { differenceBody, listingBody, versionBody } from "../list-entry-body.ts";
import { pageOfRows } from "../page-of-rows.ts";
import { listWatchlistBodies } from "../watchlist-body.ts";

type WatchlistRoutes =
  | "listWatchlists"
  | "getWatchlist"
  | "listListVersions"
  | "diffList"
  | "listListings"
  | "listAccountListings";

const LISTINGS_MAX = 1000;
const SUBJECT_KEY = /^(?:eip155|tron|venue):[0-9A-Za-z:_-]{1,140}$/;

export function watchlistHandlers(): Pick<Handlers, WatchlistRoutes> {
  return {
    async listWatchlists(call) {
      const { query } = call;
      const [after = ""] =
        query.cursor === undefined ? [] : decodeCursor("listWatchlists", query, query.cursor, ["string"]);
      const all = await call.read(listWatchlistBodies);
      const rows = all.filter(({ id }) => id > String(after)).slice(0, query.limit + 1);
      return { body: pageOfRows("listWatchlists", query, rows, { item: (row) => row, after: ({ id }) => [id] }) };
    },

    async getWatchlist(call) {
      const { id } = call.params;
      call.tell({ subject: `list:${id}` });
      const body = await call.read(async (db) => {
        const list = (await listWatchlistBodies(db)).find((one) => one.id === id) ?? (await findList(db, id));
        if (list === undefined) throw new Problem("not_found", `no list has the id ${id}`);
        return { ...list, ...(await reachOf(db, id)), gates: await getListGates(db, id) };
      });
      return { body };
    },

    async listListVersions(call) {
      const { query, params } = call;
      const [beforeSeq] =
        query.cursor === undefined ? [] : decodeCursor("listListVersions", query, query.cursor, ["number"]);
      call.tell({ subject: `list:${params.id}` });
      const rows = await call.read(async (db) => {
        await assertList(db, params.id);
        const page = { limit: query.limit + 1, ...(beforeSeq !== undefined && { beforeSeq: versionOf(beforeSeq) }) };
        return listVersionsOf(db, params.id, page);
      });
      return { body: pageOfRows("listListVersions", query, rows, { item: versionBody, after: ({ seq }) => [seq] }) };
    },

    async diffList(call) {
      const { query, params } = call;
      call.tell({ subject: `list:${params.id}` });
      const after = query.cursor === undefined ? undefined : decodeCursor("diffList", query, query.cursor);
      const { rows, ...said } = await call.read(async (db) => {
        const to = query.to ?? (await getCurrentSeq(db, params.id));
        const from = query.from ?? Math.max(0, to - 1);
        await getCurrentSeq(db, params.id, [from, to]);
        call.tell({ detail: { from, to } });
        const pair = { list: params.id, from, to };
        const page = { limit: query.limit + 1, ...(after && { after: placeOf(after) }) };
        const rows = await listDifferences(db, pair, page);
        return { from, to, rows, ...(!after && { counts: await countDifferences(db, pair) }) };
      });
      return {
        body: {
          ...said,
          ...pageOfRows("diffList", query, rows, {
            item: differenceBody,
            after: ({ subject }) => [subjectKey(subject)],
          }),
        },
      };
    },

    async listListings(call) {
      const { address } = parseAddress(call.params.address);
      const { body, at } = await readListings(call, `address:${call.params.address}`, address);
      const freezes = await call.read((db) => listFreezesOf(db, address));
      return { body: { ...body, freezes: freezeBodies(freezes, at) } };
    },

    async listAccountListings(call) {
      const { venue, account } = parseVenueAccount(call.params.venue, call.params.account);
      const { body } = await readListings(call, `account:${venue}:${account}`, { venue, account });
      return { body };
    },
  };
}

async function readListings(
  call: Pick<Call<typeof listListingsRoute>, "query" | "tell" | "read" | "now">,
  name: string,
  subject: Address | VenueAccount,
) {
  const { asOf } = call.query;
  call.tell({ subject: name, ...(asOf !== undefined && { detail: { asOf } }) });
  const at = asOf === undefined ? undefined : new Date(asOf);
  const listings = await call.read((db) => listListings(db, subject, { limit: LISTINGS_MAX, ...(at && { asOf: at }) }));
  const time = (at ?? call.now).getTime() / 1000;
  return { body: { items: listings.map((listing) => listingBody(listing, time)) }, at };
}

/** How far it is known: to exchanges now, and by what people decided of the whole list. */
async function reachOf(db: Executor, id: string): Promise<Pick<WatchlistDetail, "shared" | "sharing">> {
  const shared = await findSharedVersion(db, id);
  const sharing = (await listStandingChanges(db, id))
    .flatMap(({ proposalId, change }) =>
      change.kind === "sharing" && change.entryIds === undefined
        ? [{ sharing: change.sharing, proposal: proposalId }]
        : [],
    )
    .at(-1);
  return {
    ...(shared && { shared: { version: shared.seq, entries: shared.entryCount, at: shared.createdAt.toISOString() } }),
    ...(sharing && { sharing }),
  };
}

/** Anybody can make a cursor up: what the database could not read never reaches it. */
function versionOf(value: string | number): number {
  if (typeof value === "number" && value >= 0 && value < 2 ** 31) return value;
  throw new Problem("cursor_foreign", "it holds no place in this list");
}

function placeOf([key, ...rest]: readonly (string | number)[]): string {
  if (typeof key === "string" && SUBJECT_KEY.test(key) && rest.length === 0) return key;
  throw new Problem("cursor_foreign", "it holds no place in this list");
}
