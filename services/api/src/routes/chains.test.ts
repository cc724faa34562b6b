import type { ChainBody } from "@redflag/contract/http/routes/chains";
import { CHAINS } from "@redflag/domain/chain-registry";
import { tron } from "@redflag/domain/chains/tron";
import { insertLane } from "@redflag/store/lane";
import { expect, test } from "vitest";
import { openWorld } from "../testing/world.ts";

const world = await openWorld();
const admin = await world.enter(["admin"]);

test("every known chain is told, which of them are watched, how its explorer is asked, and its tokens", async () => {
  await insertLane(world.db.kysely, tron.id, 1);
  const { items } = (await admin.browser.send("GET", "/v1/chains")).body as { items: ChainBody[] };
  expect(items.map(({ name }) => name)).toEqual(CHAINS.map(({ name }) => name).sort());
  expect(items.filter(({ watched }) => watched).map(({ id }) => id)).toEqual([tron.caip2]);
  const chainOf = (name: string) => items.find((chain) => chain.name === name);
  expect(chainOf("tron")?.explorer).toEqual({ ...tron.explorer, bareHash: true });
  expect(chainOf("ethereum")?.explorer).toMatchObject({ address: "https://etherscan.io/address/{}", bareHash: false });
  expect(chainOf("demo")?.explorer).toBeUndefined();
  expect(chainOf("ethereum")?.tokens.find(({ symbol }) => symbol === "USDT")).toEqual({
    token: "eip155:1:0xdAC17F958D2ee523a2206206994597C13D831ec7",
    symbol: "USDT",
    decimals: 6,
    peg: "USD",
    issuer: "Tether",
  });
});
