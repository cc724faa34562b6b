import type { AlertDetail } from "@redflag/contract/http/routes/alerts";
import { useMemo } from "react";
import { useChains } from "../api/use-chains.ts";
import { type EvidenceRow, evidenceRows } from "./evidence-rows.ts";
import { useEvidence } from "./use-alert.ts";

/** The payments of the findings that have been fetched. */
export function useEvidenceRows({ id, subject, explanation }: AlertDetail): readonly EvidenceRow[] {
  const { data } = useEvidence(id);
  const chains = useChains();
  return useMemo(() => {
    const findings = data?.pages.flatMap(({ items }) => items) ?? [];
    return evidenceRows(findings, { subject, explained: explanation.payments, chains: [...chains.values()] });
  }, [data, chains, subject, explanation]);
}
