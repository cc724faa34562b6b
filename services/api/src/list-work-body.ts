import type { Lookback as LookbackBody, ListSource as SourceBody } from "@redflag/contract/http/routes/list-work";
import { findChainById } from "@redflag/domain/chain-registry";
import type { ListSource } from "@redflag/store/list-source";
import type { LookbackStanding } from "@redflag/store/lookback";

/** Without the URLs, which may hold keys. */
export function sourceBody(source: ListSource): SourceBody {
  const { list, format, urls, everySeconds, failureCount } = source;
  const { attemptedAt, succeededAt, nextAttemptAt, lastFailure } = source;
  return {
    list: list.id,
    format,
    hosts: [...new Set(Object.values(urls).map((url) => new URL(url).host))],
    everySeconds,
    ...(attemptedAt !== undefined && { attemptedAt: attemptedAt.toISOString() }),
    ...(succeededAt !== undefined && { succeededAt: succeededAt.toISOString() }),
    nextAttemptAt: nextAttemptAt.toISOString(),
    failureCount,
    ...(lastFailure !== undefined && { lastFailure: { ...lastFailure, at: lastFailure.at.toISOString() } }),
  };
}

export function lookbackBody(lookback: LookbackStanding): LookbackBody {
  const { chainId, listId, version, from, to, entryCount, createdAt, finishedAt, boundText } = lookback;
  const chain = findChainById(chainId);
  if (chain === undefined) throw new Error(`Broken invariant: chain ${chainId} of a lookback is registered`);
  const waitsFor = waitOf(lookback);
  return {
    chain: chain.caip2,
    list: listId,
    version,
    from,
    to,
    ...(entryCount !== undefined && { entries: entryCount }),
    done: lookback.doneCount,
    alerts: lookback.alertCount,
    bounds: lookback.boundCount,
    ...(boundText !== undefined && { boundText }),
    createdAt: new Date(createdAt * 1000).toISOString(),
    ...(waitsFor !== undefined && { waitsFor }),
    ...(finishedAt !== undefined && { finishedAt: new Date(finishedAt * 1000).toISOString() }),
  };
}

function waitOf({ finishedAt, begunAt, isLaneStopped, finalPosition, to }: LookbackStanding): LookbackBody["waitsFor"] {
  if (finishedAt !== undefined) return undefined;
  if (isLaneStopped) return "lane";
  if (finalPosition < to) return "final_blocks";
  return begunAt === undefined ? "turn" : undefined;
}
