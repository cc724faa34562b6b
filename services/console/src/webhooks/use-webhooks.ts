import type { ShownSubscription } from "@redflag/contract/http/routes/subscriptions";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { usePages } from "../api/use-pages.ts";

export interface SeenWebhook {
  webhook: ShownSubscription;
  etag: string | undefined;
}

export function useWebhook(id: string) {
  return useQuery({
    queryKey: ["webhook", id],
    queryFn: async (): Promise<SeenWebhook> => {
      const { body, etag } = await api.getSubscription({ params: { id } });
      return { webhook: body, etag };
    },
  });
}

export function useWebhookPages(subscriber: string | undefined) {
  return usePages(["webhooks", subscriber], (page) =>
    api.listSubscriptions({ query: { ...page, ...(subscriber !== undefined && { subscriber }) } }),
  );
}

export function useAddressSetPages(subscriber: string | undefined) {
  return usePages(["address-sets", subscriber], (page) =>
    api.listAddressSets({ query: { ...page, ...(subscriber !== undefined && { subscriber }) } }),
  );
}

/** Does something with a webhook and reads it again, also where somebody was quicker: a second press is made of what is there now. */
export function useDeed(id?: string): <T>(deed: () => Promise<T>) => Promise<T> {
  const queryClient = useQueryClient();
  return async (deed) => {
    try {
      return await deed();
    } finally {
      if (id !== undefined) await queryClient.invalidateQueries({ queryKey: ["webhook", id] });
      void queryClient.invalidateQueries({ queryKey: ["webhooks"] });
      void queryClient.invalidateQueries({ queryKey: ["address-sets"] });
    }
  };
}
