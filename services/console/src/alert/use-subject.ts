import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { useMay } from "../api/session.ts";

/** What the lane remembers of the address that an alert is about, and whom it pays and is paid by. */
export function useSubject(subject: string) {
  return useQuery({
    queryKey: ["address", subject, "of-alert"],
    queryFn: async ({ signal }) => (await api.getAddress({ params: { address: subject }, signal })).body,
    enabled: useMay("flows:read"),
  });
}
