import { randomUUID } from "node:crypto";
import type { createBacktest } from "@redflag/contract/http/routes/backtests";
import type { Heuristic } from "@redflag/domain/heuristic";
import { HEURISTICS } from "@redflag/domain/heuristic-registry";
import { mayBeBacktested } from "@redflag/domain/heuristic-setting";
import { Problem } from "@redflag/domain/problem";
import { cancelBacktest, getBacktest, insertBacktest, listBacktests } from "@redflag/store/backtest";
import { listHeuristicSettings } from "@redflag/store/heuristic-setting";
import { backtestBody, backtestDetail } from "../backtest-body.ts";
import { actorOf } from "../caller.ts";
import { chainOfText } from "../chain-of-text.ts";
import { checkedParams, givenParams } from "../checked-params.ts";
import { decodeCursor } from "../cursor.ts";
import type { Explainer, SpanEnd } from "../explainer.ts";
import type { Call, Handlers } from "../handler.ts";
import { pageOfRows } from "../page-of-rows.ts";
import { timeAndIdOf } from "../time-and-id.ts";

type BacktestRoutes = "createBacktest" | "listBacktests" | "getBacktest" | "cancelBacktest";
type End = NonNullable<Call<typeof createBacktest>["body"]["from"]>;

export function backtestHandlers({ explainer }: { explainer: Explainer }): Pick<Handlers, BacktestRoutes> {
  return {
    async createBacktest(call) {
      const { heuristic, chain: chainText, from, to, parameters, reason } = call.body;
      const id = randomUUID();
      call.tell({ subject: `backtest:${id}`, detail: { heuristic, chain: chainText, reason } });
      const rule = getRule(heuristic);
      const chain = chainOfText(chainText);
      return call.write(async (tx) => {
        const setting = (await listHeuristicSettings(tx)).get(rule.id);
        const { all, params } = checkedParams(rule, { ...setting?.params, ...givenParams(parameters) });
        const span = await explainer.backtestSpan(tx, chain, rule, {
          ...(from !== undefined && { from: endOf(from) }),
          ...(to !== undefined && { to: endOf(to) }),
        });
        call.tell({ detail: { ...span, params } });
        const backtest = await insertBacktest(tx, {
          ...{ id, heuristic, heuristicVersion: rule.version, chainId: chain.id, ...span },
          ...{ params: all, changed: params, reason, author: actorOf(call.caller) },
        });
        return { body: backtestBody(backtest) };
      });
    },

    async listBacktests(call) {
      const { query } = call;
      const { limit, cursor, heuristic, state } = query;
      const before = cursor === undefined ? undefined : timeAndIdOf(decodeCursor("listBacktests", query, cursor));
      const rows = await call.read((db) =>
        listBacktests(db, {
          limit: limit + 1,
          ...(before && { before }),
          ...(heuristic !== undefined && { heuristic }),
          ...(state !== undefined && { state }),
        }),
      );
      return {
        body: pageOfRows("listBacktests", query, rows, {
          item: backtestBody,
          after: ({ createdAt, id }) => [createdAt.toISOString(), id],
        }),
      };
    },

    async getBacktest(call) {
      const { id } = call.params;
      call.tell({ subject: `backtest:${id}` });
      return { body: backtestDetail(await call.read((db) => getBacktest(db, id))) };
    },

    async cancelBacktest(call) {
      const { id } = call.params;
      call.tell({ subject: `backtest:${id}` });
      return call.write(async (tx) => {
        const { backtest, wasOpen } = await cancelBacktest(tx, id, actorOf(call.caller));
        call.tell({ detail: { state: backtest.state, cancelled: wasOpen } });
        return { body: backtestBody(backtest) };
      });
    },
  };
}

/** @throws Problem `heuristic_unknown`, `backtest_impossible` */
function getRule(id: string): Heuristic {
  const rule = HEURISTICS.find((known) => known.id === id);
  if (rule === undefined) throw new Problem("heuristic_unknown", `there is no "${id}"`);
  if (!mayBeBacktested(rule)) throw new Problem("backtest_impossible", `${id} is judged at the stage ${rule.stage}`);
  return rule;
}

function endOf(end: End): SpanEnd {
  return typeof end === "number" ? { block: end } : { dayStartS: Date.parse(end) / 1_000 };
}
