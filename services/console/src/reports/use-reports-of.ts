import type { ReportSummary } from "@redflag/contract/http/routes/reports";
import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { useMay } from "../api/session.ts";

/** The newest reports about an alert, or drawn up from a case; none for whoever reads no reports. */
export function useReportsOf(of: { alert: string } | { case: string }): readonly ReportSummary[] {
  const { data } = useQuery({
    queryKey: ["reports", "of", of],
    queryFn: async () => (await api.listReports({ query: of })).body.items,
    enabled: useMay("reports:read"),
  });
  return data ?? NONE;
}

const NONE: readonly ReportSummary[] = [];
