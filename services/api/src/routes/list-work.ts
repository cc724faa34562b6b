import { LOOKBACKS_MAX } from "@redflag/contract/http/routes/list-work";
import { getChain } from "@redflag/domain/chain-registry";
import { isHex } from "@redflag/domain/hex";
import { Problem } from "@redflag/domain/problem";
import { listFreezeCounts } from "@redflag/store/freeze-read";
import { listStandingInferences } from "@redflag/store/inference";
import { listListSources } from "@redflag/store/list-source";
import { listLookbacks } from "@redflag/store/lookback";
import { decodeCursor } from "../cursor.ts";
import { depositBody, findServiceName } from "../deposit-body.ts";
import { issuerFreezesBodies } from "../freeze-body.ts";
import type { Handlers } from "../handler.ts";
import { lookbackBody, sourceBody } from "../list-work-body.ts";
import { pageOfRows } from "../page-of-rows.ts";

type ListWorkRoutes = "listIssuerFreezes" | "listDeposits" | "listListSources" | "listLookbacks";

const ADDRESS_BYTES = 20;

/** What becomes of lists without anybody's hand. */
export function listWorkHandlers(): Pick<Handlers, ListWorkRoutes> {
  return {
    async listIssuerFreezes(call) {
      return { body: { items: issuerFreezesBodies(await call.read(listFreezeCounts)) } };
    },

    async listDeposits(call) {
      const { query } = call;
      const chain = getChain(query.chain);
      const [after] = query.cursor === undefined ? [] : decodeCursor("listDeposits", query, query.cursor, ["string"]);
      if (after !== undefined && !isHex(after, ADDRESS_BYTES)) {
        throw new Problem("cursor_foreign", "it holds no place in this list");
      }
      const { rows, names } = await call.read(async (db) => {
        const page = { limit: query.limit + 1, ...(after !== undefined && { after }) };
        const rows = await listStandingInferences(db, chain.id, page);
        const names = new Map<string, string | undefined>();
        for (const wallet of new Set(rows.map(({ service }) => service))) {
          names.set(wallet, await findServiceName(db, chain, wallet, call.now.getTime() / 1000));
        }
        return { rows, names };
      });
      return {
        body: pageOfRows("listDeposits", query, rows, {
          item: (row) => depositBody(chain, row, names.get(row.service)),
          after: ({ address }) => [address],
        }),
      };
    },

    async listListSources(call) {
      return { body: { items: (await call.read(listListSources)).map(sourceBody) } };
    },

    async listLookbacks(call) {
      const { list } = call.query;
      const only = list === undefined ? {} : { listId: list };
      const lookbacks = await call.read((db) => listLookbacks(db, LOOKBACKS_MAX, only));
      return { body: { items: lookbacks.map(lookbackBody) } };
    },
  };
}
