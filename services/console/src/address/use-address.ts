import type { AddressFlows } from "@redflag/contract/http/routes/flows";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { api } from "../api/client.ts";
import { useMay } from "../api/session.ts";

const route = getRouteApi("/addresses/$address");
const COUNTERPARTIES = 100;

/** What the URL asks for: an address in any form, and a chain where the form names none. */
export function useAsked(): { address: string; chain?: string | undefined } {
  const { address } = route.useParams();
  const { chain } = route.useSearch();
  return { address, chain };
}

export function useAddress() {
  const { address, chain } = useAsked();
  return useQuery({
    queryKey: ["address", address, chain],
    queryFn: async (): Promise<AddressFlows> => {
      const query = { counterparties: COUNTERPARTIES, ...(chain !== undefined && { chain }) };
      return (await api.getAddress({ params: { address }, query })).body;
    },
    enabled: useMay("flows:read"),
  });
}

/** As of when lists say nothing of it. */
export function useScreening(caip10: string) {
  return useQuery({
    queryKey: ["address", caip10, "screening"],
    queryFn: async () => (await api.screenAddress({ params: { address: caip10 } })).body,
    enabled: useMay("screening:read"),
  });
}
