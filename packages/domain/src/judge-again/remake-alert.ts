import { type Alert, alertOfEvidence, appendFindings, type Evidence, evidenceContent } from "../alert.ts";
import { getChain } from "../chain-registry.ts";
import { canonicalText } from "../content-hash.ts";
import { cutEpisodes } from "../episode.ts";
import type { Finding } from "../finding.ts";
import type { Hash } from "../hex.ts";
import { lookbackAlertId } from "../lookback.ts";
import { judgeAgain } from "./judge-again.ts";
import type { JudgedSlice } from "./judged-slice.ts";

export interface RemadeAlert {
  alert: Alert;
  evidence: Evidence[];
}

/** The alert of this id as its slice gives it, all of it final; undefined where the slice gives none. */
export function remakeAlert(slice: JudgedSlice, id: Hash): RemadeAlert | undefined {
  const findings = findingsOf(slice, id, judgeAgain(slice));
  if (findings.length === 0) return undefined;
  const evidence = appendFindings(id, undefined, findings).evidence.map((row) => ({ ...row, isFinal: true }));
  const { heuristic, subject } = slice;
  return { alert: alertOfEvidence({ id, heuristic, subject }, evidence), evidence };
}

/** Those of the alert: of a lane they are cut into episodes as the lane cuts them. */
function findingsOf(slice: JudgedSlice, id: Hash, findings: readonly Finding[]): readonly Finding[] {
  const { caip2 } = getChain(slice.chain);
  if (slice.kind === "lookback") {
    return lookbackAlertId(caip2, slice.heuristic, slice.subject, slice.cause) === id ? findings : [];
  }
  return cutEpisodes(caip2, findings, new Map()).flatMap((episode) => (episode.id === id ? episode.findings : []));
}

/** How what was found again differs from what was recorded, in words; undefined where both are the same, byte for byte. */
export function evidenceDifference(recorded: readonly Evidence[], remade: readonly Evidence[]): string | undefined {
  for (const [at, row] of recorded.entries()) {
    const again = remade[at];
    const name = `finding ${at + 1} of ${recorded.length}`;
    if (again === undefined) return `${name} was not found again`;
    const [was, is] = [evidenceContent(row), evidenceContent(again)] as [Content, Content];
    const parts = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
      (part) => canonicalText(was[part] ?? null) !== canonicalText(is[part] ?? null),
    );
    if (parts.length > 0) return `${name} was found again with another ${parts.join(", ")}`;
    if (row.revision !== again.revision) return `${name} does not follow from the findings before it`;
  }
  const more = remade.length - recorded.length;
  return more > 0 ? `${more} findings more than the ${recorded.length} recorded were found again` : undefined;
}

type Content = Readonly<Record<string, Parameters<typeof canonicalText>[0]>>;
