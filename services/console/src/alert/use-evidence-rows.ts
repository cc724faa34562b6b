import type { AlertDetail } from "@redflag/contract/http/routes/alerts";
import { useMemo } from "react";
import { type EvidenceRow, evidenceRows } from "./evidence-rows.ts";
import { useChains, useEvidence } from "./use-alert.ts";

/** The payments of the findings that have been fetched. */
export function useEvidenceRows({ id, subject, explanation }: AlertDetail): readonly EvidenceRow[] {
  const { data } = useEvidence(id);
  const { data: chains } = useChains();
  return useMemo(() => {
    const findings = data?.pages.flatMap(({ items }) => items) ?? [];
    return evidenceRows(findings, { subject, explained: explanation.payments, chains: chains ?? [] });
  }, [data, chains, subject, explanation]);
}
