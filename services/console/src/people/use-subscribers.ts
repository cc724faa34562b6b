import { eachItem } from "@redflag/contract/http/client";
import type { Subscriber } from "@redflag/contract/http/routes/subscribers";
import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { useMay } from "../api/session.ts";

export const SUBSCRIBERS = ["subscribers"] as const;
const PAGE_ROWS = 200;

/** All exchanges, by name; undefined until they are known, and for whoever may not see them. */
export function useSubscribers() {
  return useQuery({
    queryKey: SUBSCRIBERS,
    queryFn: (): Promise<Subscriber[]> =>
      Array.fromAsync(eachItem(api.listSubscribers, { query: { limit: PAGE_ROWS } })),
    enabled: useMay("subscribers:read"),
  });
}

/** An exchange's name by its id; the id where it is not known. */
export function useSubscriberName(): (id: string) => string {
  const { data } = useSubscribers();
  return (id) => data?.find((one) => one.id === id)?.name ?? id;
}
