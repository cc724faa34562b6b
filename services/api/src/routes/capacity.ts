import { Problem } from "@redflag/domain/problem";
import { listRankCounts } from "@redflag/store/alert-ranking";
import { drawCapacityLine, rankBuckets } from "../capacity-line.ts";
import { chainOfText } from "../chain-of-text.ts";
import type { Handlers } from "../handler.ts";

const DAY_MS = 86_400_000;

export function capacityHandlers(): Pick<Handlers, "getCapacity"> {
  return {
    async getCapacity(call) {
      const { perDay, chain, from, to } = call.query;
      if (from !== undefined && to !== undefined && from > to) {
        throw new Problem("range_invalid", `${from} is after ${to}`);
      }
      const counts = await call.read((db) =>
        listRankCounts(db, {
          ...(from !== undefined && { from: new Date(from) }),
          ...(to !== undefined && { to: new Date(Date.parse(to) + DAY_MS) }),
          ...(chain !== undefined && { chainId: chainOfText(chain).id }),
        }),
      );
      const span = { ...(from !== undefined && { first: from }), ...(to !== undefined && { last: to }) };
      const line = drawCapacityLine(counts, perDay, span);
      return { body: { ...line, buckets: rankBuckets(counts, line.threshold) } };
    },
  };
}
