import type { RuleDetail } from "@redflag/contract/http/routes/heuristics";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../api/client.ts";

export interface SeenRule {
  rule: RuleDetail;
  etag: string | undefined;
}

export function useHeuristic(id: string) {
  return useQuery({
    queryKey: ["heuristic", id],
    queryFn: async (): Promise<SeenRule> => {
      const { body, etag } = await api.getHeuristic({ params: { id } });
      return { rule: body, etag };
    },
  });
}

type Setting = Parameters<typeof api.setHeuristic>[0]["body"];

/**
 * Sets something of a rule as it was seen, and reads it again: also where somebody was quicker, so that a second try is made of
 * what holds now.
 */
export function useSetHeuristic({ rule: { id }, etag }: SeenRule): (setting: Setting) => Promise<void> {
  const queryClient = useQueryClient();
  return async (body) => {
    try {
      await api.setHeuristic({ params: { id }, body, ...(etag !== undefined && { ifMatch: etag }) });
    } finally {
      await queryClient.invalidateQueries({ queryKey: ["heuristic", id] });
      void queryClient.invalidateQueries({ queryKey: ["heuristics"] });
    }
  };
}
