import { type Backtest, type BacktestDetail, BacktestResult } from "@redflag/contract/http/routes/backtests";
import { findChainById } from "@redflag/domain/chain-registry";
import type { StoredBacktest } from "@redflag/store/backtest";

export function backtestBody(backtest: StoredBacktest): Backtest {
  const { id, heuristic, heuristicVersion, chainId, from, to, params, changed, reason, author } = backtest;
  const { createdAt, state, progress, startedAt, endedAt, failure, cancelledBy } = backtest;
  const chain = findChainById(chainId);
  if (chain === undefined) throw new Error(`Broken invariant: chain ${chainId} of a backtest is registered`);
  return {
    id,
    heuristic,
    version: heuristicVersion,
    chain: chain.caip2,
    from,
    to,
    parameters: params,
    changed,
    reason,
    by: { id: author.by, name: author.name },
    createdAt: createdAt.toISOString(),
    state,
    ...(progress && { progress }),
    ...(startedAt && { startedAt: startedAt.toISOString() }),
    ...(endedAt && { endedAt: endedAt.toISOString() }),
    ...(failure && { problem: failure }),
    ...(cancelledBy && { cancelledBy: { id: cancelledBy.by, name: cancelledBy.name } }),
  };
}

export function backtestDetail(backtest: StoredBacktest): BacktestDetail {
  const { result } = backtest;
  return { ...backtestBody(backtest), ...(result !== undefined && { result: BacktestResult.parse(result) }) };
}
