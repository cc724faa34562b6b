import { type Alert, alertId } from "./alert.ts";
import type { Finding } from "./finding.ts";
import type { Hash } from "./hex.ts";

/** Findings that belong to one alert, in ledger order. */
export interface EpisodeFindings {
  id: Hash;
  /** The alert they continue; undefined when they open an episode (whose id may belong to a withdrawn alert). */
  continues?: Alert;
  findings: Finding[];
}

/** Episodes are kept apart per rule and subject. */
export function episodeKey(finding: Pick<Finding, "heuristic" | "subject">): string {
  return `${finding.heuristic}/${finding.subject}`;
}

/**
 * Cuts findings into episodes: one continues while block time stands still for no longer than the rule's quiet gap.
 * Nothing an analyst does ends an episode, so the same findings always give the same alerts.
 * @param latest by `episodeKey`: the alert of the episode that ended last, not withdrawn
 */
export function cutEpisodes(
  caip2: string,
  findings: readonly Finding[],
  latest: ReadonlyMap<string, Alert>,
): EpisodeFindings[] {
  const episodes: EpisodeFindings[] = [];
  const open = new Map<string, { episode: EpisodeFindings; lastTime: number }>();
  for (const finding of findings) {
    // Where the finding names its opening, that names the alert: the store or the remade past knows whether it is there.
    const isNamed = finding.opening !== undefined;
    const key = isNamed ? alertId(caip2, finding) : episodeKey(finding);
    const current = open.get(key) ?? fromAlert(latest.get(key));
    const continues = current !== undefined && (isNamed || finding.block.time - current.lastTime <= finding.gapS);
    const episode = continues ? current.episode : { id: alertId(caip2, finding), findings: [] };
    if (episode.findings.length === 0) episodes.push(episode);
    episode.findings.push(finding);
    open.set(key, { episode, lastTime: finding.block.time });
  }
  return episodes;
}

function fromAlert(alert: Alert | undefined) {
  if (alert === undefined) return undefined;
  return { episode: { id: alert.id, continues: alert, findings: [] }, lastTime: alert.lastTime };
}
