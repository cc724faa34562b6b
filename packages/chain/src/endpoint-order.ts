import type { Endpoint } from "./endpoint.ts";

/** An endpoint whose next turn is further away than this is asked after those that are free. */
const TURN_MS_MAX = 500;

/**
 * Best first. One takes another's place only when its score is twice as good: below that the operator's order stands,
 * and small changes move nobody.
 */
export function orderEndpoints(endpoints: readonly Endpoint[], nowMs: number): Endpoint[] {
  const bestMs = findBestLatency(endpoints, nowMs);
  const rank = ({ health, rate }: Endpoint) => {
    const isFree = rate.waitMs(nowMs) <= TURN_MS_MAX;
    const halvings = Math.floor(-Math.log2(Math.max(Number.MIN_VALUE, health.score(nowMs, bestMs))));
    return { isFree, halvings };
  };
  const ranked = endpoints.map((endpoint, place) => ({ endpoint, place, ...rank(endpoint) }));
  ranked.sort((a, b) => Number(b.isFree) - Number(a.isFree) || a.halvings - b.halvings || a.place - b.place);
  return ranked.map(({ endpoint }) => endpoint);
}

/** Milliseconds, of those that may be asked and were measured lately; 0 when none was. */
export function findBestLatency(endpoints: readonly Endpoint[], nowMs: number): number {
  const measured = endpoints.flatMap(({ health, barred }) => (barred ? [] : (health.latencyMs(nowMs) ?? [])));
  return measured.length === 0 ? 0 : Math.min(...measured);
}
