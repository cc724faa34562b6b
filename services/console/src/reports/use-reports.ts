import type { ReportDetail } from "@redflag/contract/http/routes/reports";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { useMay } from "../api/session.ts";

const PROFILES_STALE_MS = 3_600_000;

/** How a report would read now, and what stands in its way. */
export type Preflight = Awaited<ReturnType<typeof api.preflightReport>>["body"];

export interface SeenReport {
  detail: ReportDetail;
  etag: string | undefined;
}

export function useReport(id: string) {
  return useQuery({
    queryKey: ["report", id, "detail"],
    queryFn: async (): Promise<SeenReport> => {
      const { body, etag } = await api.getReport({ params: { id } });
      return { detail: body, etag };
    },
    enabled: useMay("reports:read"),
  });
}

/** How the report would read now, and what stands in its way: looked through again after each change. */
export function usePreflight(id: string, version: string) {
  return useQuery({
    queryKey: ["report", id, "preflight", version],
    queryFn: async () => (await api.preflightReport({ params: { id } })).body,
    // What is there stays until what was saved is looked through.
    placeholderData: (held) => held,
  });
}

export function useReportProfiles() {
  return useQuery({
    queryKey: ["report-profiles"],
    queryFn: async () => (await api.listReportProfiles()).body.items,
    staleTime: PROFILES_STALE_MS,
  });
}

/**
 * Does something with a report and reads it again, also where somebody was quicker: a second try is made of what is there now.
 */
export function useDeed(id: string): <T>(deed: () => Promise<T>) => Promise<T> {
  const queryClient = useQueryClient();
  return async (deed) => {
    try {
      return await deed();
    } finally {
      await queryClient.invalidateQueries({ queryKey: ["report", id] });
      void queryClient.invalidateQueries({ queryKey: ["reports"] });
      void queryClient.invalidateQueries({ queryKey: ["alert"] });
    }
  };
}
