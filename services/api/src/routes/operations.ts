import type { Endpoint, ScreeningGap } from "@redflag/contract/http/routes/operations";
import { BlockNumber, HeuristicId } from "@redflag/contract/identifiers";
import { Problem } from "@redflag/domain/problem";
import { redactText } from "@redflag/runtime/redact";
import { listOwedDeliveries } from "@redflag/store/delivery-count";
import { listCaughtCounts } from "@redflag/store/disagreement";
import { listLanes } from "@redflag/store/lane";
import { listScreeningGapsAfter, type ScreeningGapPlace } from "@redflag/store/screening-gap";
import { findTip } from "@redflag/store/tip";
import { listWaitingRows } from "@redflag/store/waiting-work";
import { z } from "zod";
import { chainOfText } from "../chain-of-text.ts";
import { decodeCursor } from "../cursor.ts";
import { endpointBodies } from "../endpoint-body.ts";
import type { Handlers } from "../handler.ts";
import { type InstallationSettings, installationBody } from "../installation-body.ts";
import { crossChainBody, laneBody } from "../lane-body.ts";
import { listOperatedChains } from "../operated-chain.ts";
import { pageOfRows } from "../page-of-rows.ts";
import { chainWorkBodies, deliveriesBody, rowsWorkBody } from "../work-body.ts";

type OperationsRoutes = "listEndpoints" | "listLanes" | "listScreeningGaps" | "getQueues" | "getInstallation";

/** What runs, as tables tell it. */
export function operationsHandlers(installation: InstallationSettings): Pick<Handlers, OperationsRoutes> {
  return {
    async listEndpoints(call) {
      const { now } = call;
      const items = await call.read(async (db) => {
        const caught = new Map(
          (await listCaughtCounts(db)).map((each) => [`${each.chainId} ${each.endpoint}`, each.count]),
        );
        const bodies: Endpoint[] = [];
        for (const operated of await listOperatedChains(db, now)) {
          const { id } = operated.chain;
          const head = (await findTip(db, id))?.head.number;
          bodies.push(...endpointBodies(operated, { head, liesOf: (host) => caught.get(`${id} ${host}`) ?? 0, now }));
        }
        return bodies;
      });
      return { body: { items } };
    },

    async listLanes(call) {
      return call.read(async (db) => {
        const items = [];
        for (const lane of await listLanes(db)) items.push(await laneBody(db, lane, call.now));
        items.sort((a, b) => (a.name < b.name ? -1 : 1));
        return { body: { items, crossChain: await crossChainBody(db) } };
      });
    },

    async listScreeningGaps(call) {
      const { query } = call;
      const { limit, cursor, heuristic } = query;
      const chain = chainOfText(query.chain);
      const after = cursor === undefined ? undefined : placeOf(decodeCursor("listScreeningGaps", query, cursor));
      const page = { limit: limit + 1, ...(heuristic !== undefined && { heuristic }), ...(after && { after }) };
      const rows = await call.read((db) => listScreeningGapsAfter(db, chain.id, page));
      return {
        body: pageOfRows("listScreeningGaps", query, rows, {
          item: (gap): ScreeningGap => ({
            ...{ chain: chain.caip2, heuristic: gap.heuristic, version: gap.heuristicVersion },
            ...{ block: gap.blockNumber, logIndex: gap.logIndex, transaction: gap.txHash },
            reason: redactText(gap.reason),
          }),
          after: (gap) => [gap.blockNumber, gap.logIndex, gap.heuristic],
        }),
      };
    },

    async getQueues(call) {
      return call.read(async (db) => {
        const work = [];
        for (const operated of await listOperatedChains(db, call.now))
          work.push(...(await chainWorkBodies(db, operated)));
        work.push(...(await listWaitingRows(db)).map(rowsWorkBody));
        return { body: { work, deliveries: (await listOwedDeliveries(db)).map(deliveriesBody) } };
      });
    },

    async getInstallation(call) {
      return { body: await call.read((db) => installationBody(db, installation, call.now)) };
    },
  };
}

const GapPlace = z.tuple([BlockNumber, z.int().nonnegative(), HeuristicId]);

/** Anybody can make a cursor up: what is no place never reaches the database. */
function placeOf(after: readonly (string | number)[]): ScreeningGapPlace {
  const place = GapPlace.safeParse(after);
  if (!place.success) throw new Problem("cursor_foreign", "it holds no place in this list");
  const [blockNumber, logIndex, heuristic] = place.data;
  return { blockNumber, logIndex, heuristic };
}
