import type { CaseDetail } from "@redflag/contract/http/routes/cases";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../api/client.ts";

export interface SeenCase {
  detail: CaseDetail;
  etag: string | undefined;
}

export function useCase(id: string) {
  return useQuery({
    queryKey: ["case", id],
    queryFn: async (): Promise<SeenCase> => {
      const { body, etag } = await api.getCase({ params: { id } });
      return { detail: body, etag };
    },
  });
}

/**
 * Does something in a case and reads all of it again: whatever is done shows in several parts. Where somebody was quicker it is
 * read again, too, so that a second try is made of what is there now.
 */
export function useDeed(id: string): <T>(deed: () => Promise<T>) => Promise<T> {
  const queryClient = useQueryClient();
  return async (deed) => {
    try {
      return await deed();
    } finally {
      await queryClient.invalidateQueries({ queryKey: ["case", id] });
      void queryClient.invalidateQueries({ queryKey: ["cases"] });
    }
  };
}

/** Whether the reader may do anything in it: a reader of the case only reads. */
export function mayChange({ role }: CaseDetail): boolean {
  return role !== "reader";
}
