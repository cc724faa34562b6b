import type { Client } from "@redflag/contract/http/client";
import type { Watchlist } from "@redflag/contract/http/routes/watchlists";
import type { StatusReadings } from "./status-readings.ts";

const PAGE = 100;

/** What the API tells whoever may read operations and lists. */
export async function readApi(client: Client): Promise<StatusReadings> {
  const { work, deliveries } = (await client.getQueues()).body;
  const { items: lanes, crossChain } = (await client.listLanes()).body;
  return {
    now: new Date(),
    installation: (await client.getInstallation()).body,
    coverage: (await client.listCoverage()).body.items,
    endpoints: (await client.listEndpoints()).body.items,
    lanes,
    crossChain,
    work,
    deliveries,
    lists: await readLists(client),
    sources: (await client.listListSources()).body.items,
  };
}

async function readLists(client: Client): Promise<Watchlist[]> {
  const lists: Watchlist[] = [];
  let cursor: string | undefined;
  do {
    const { items, next } = (
      await client.listWatchlists({ query: { limit: PAGE, ...(cursor !== undefined && { cursor }) } })
    ).body;
    lists.push(...items);
    cursor = next;
  } while (cursor !== undefined);
  return lists;
}
