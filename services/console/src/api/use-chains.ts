import type { ChainBody } from "@redflag/contract/http/routes/chains";
import { useQuery } from "@tanstack/react-query";
import { api } from "./client.ts";
import { useMay } from "./session.ts";

const STALE_MS = 3_600_000;

/** Chains by their CAIP-2 id; none until they are known, and ids stand for titles then. */
export function useChains(): ReadonlyMap<string, ChainBody> {
  const { data } = useQuery({
    queryKey: ["chains"],
    queryFn: async () => new Map((await api.listChains()).body.items.map((chain) => [chain.id, chain])),
    staleTime: STALE_MS,
    enabled: useMay("chains:read"),
  });
  return data ?? NONE;
}

const NONE: ReadonlyMap<string, ChainBody> = new Map();

/** By its CAIP-2 id or its name: a link may have either. */
export function useChain(chain: string): ChainBody | undefined {
  return useChains()
    .values()
    .find(({ id, name }) => id === chain || name === chain);
}

export function useChainTitle(): (id: string) => string {
  const chains = useChains();
  return (id) => chains.get(id)?.title ?? id;
}
