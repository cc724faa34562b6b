import type { Watch } from "@redflag/contract/http/routes/watches";
import { formatAddress } from "@redflag/domain/address";
import type { PrivateWatch } from "@redflag/store/private-watch";
import type { WatchReach } from "@redflag/store/watch-alert-read";
import { chainOf } from "./stored-chain.ts";

export function watchBody(
  { id, address, family, reason, createdAt, endedAt }: PrivateWatch,
  reaches: readonly WatchReach[] = [],
): Watch {
  return {
    id,
    address: formatAddress(address, family),
    reason,
    at: createdAt.toISOString(),
    ...(endedAt !== undefined && { endedAt: endedAt.toISOString() }),
    lanes: reaches.map(({ chainId, ...reach }) => ({ chain: chainOf(chainId).caip2, ...reach })),
  };
}
