import type { CallRequest } from "@redflag/contract/http/client";
import type { User, updateUser } from "@redflag/contract/http/routes/users";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../api/client.ts";

export interface SeenPerson {
  user: User;
  etag: string | undefined;
}

export function usePerson(id: string) {
  return useQuery({
    queryKey: ["person", id],
    queryFn: async (): Promise<SeenPerson> => {
      const { body, etag } = await api.getUser({ params: { id } });
      return { user: body, etag };
    },
  });
}

type Change = CallRequest<typeof updateUser>["body"];

/** Changes what was seen, and reads it again also where somebody was quicker: a second press is made of what is there now. */
export function useChangePerson({ user: { id }, etag }: SeenPerson): (body: Change) => Promise<void> {
  const queryClient = useQueryClient();
  return async (body) => {
    try {
      await api.updateUser({ params: { id }, body, ...(etag !== undefined && { ifMatch: etag }) });
    } finally {
      // A new password and a closed account end sessions, and every change is a line of the audit.
      await queryClient.invalidateQueries({
        predicate: ({ queryKey }) => queryKey[0] === "people" || queryKey[1] === id,
      });
    }
  };
}
