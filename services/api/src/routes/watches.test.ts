import type { Watch } from "@redflag/contract/http/routes/watches";
import { permissionsOf } from "@redflag/domain/role";
import { expect, test } from "vitest";
import { callDirectly } from "../testing/direct-call.ts";
import { openWorld } from "../testing/world.ts";
import { watchHandlers } from "./watches.ts";

const world = await openWorld();
const [ada, bo] = [await world.enter(["analyst"]), await world.enter(["analyst"])];
const supervisor = await world.enter(["supervisor"]);
const ADDRESS = "TJRabPrwbZy45sbavfcjinPJC18kjpRTv8";

async function watchesOf(who: typeof ada, query = ""): Promise<Watch[]> {
  const { body } = await who.browser.send("GET", `/v1/watches${query}`);
  return (body as { items: Watch[] }).items;
}

test("an analyst watches an address, and nobody else sees it, nor can end it", async () => {
  const body = { address: ADDRESS, reason: "paid the same day as the order" };
  const made = await ada.browser.send("POST", "/v1/watches", { body });
  expect(made).toMatchObject({ status: 201, body });
  expect(await ada.browser.send("POST", "/v1/watches", { body })).toMatchObject({ status: 409, code: "watch_exists" });
  const { id } = made.body as Watch;
  for (const other of [bo, supervisor]) {
    expect(await watchesOf(other)).toEqual([]);
    expect(await other.browser.send("DELETE", `/v1/watches/${id}`)).toMatchObject({ status: 404, code: "not_found" });
  }
  for (const role of ["ops", "admin"] as const) {
    const { browser } = await world.enter([role]);
    expect(await browser.send("GET", "/v1/watches")).toMatchObject({ status: 403 });
  }
  const { body: listings } = await supervisor.browser.send("GET", `/v1/addresses/${ADDRESS}/listings`);
  expect(listings).toEqual({ items: [] });
  // Another may watch the same, and learns nothing from being let.
  expect(await bo.browser.send("POST", "/v1/watches", { body })).toMatchObject({ status: 201 });

  expect((await ada.browser.send("DELETE", `/v1/watches/${id}`)).status).toBe(204);
  expect((await ada.browser.send("DELETE", `/v1/watches/${id}`)).status).toBe(204);
  expect(await watchesOf(ada)).toMatchObject([{ id, endedAt: expect.any(String) }]);
  expect(await ada.browser.send("POST", "/v1/watches", { body })).toMatchObject({ status: 201 });
  const [newest, ...rest] = await watchesOf(ada, "?limit=1");
  expect([newest?.endedAt, rest]).toEqual([undefined, []]);
});

test("the audit learns why, and not which address", async () => {
  const caller = {
    kind: "user" as const,
    id: (await world.addUser(["analyst"])).id,
    name: "cy@fiu.example",
    roles: ["analyst" as const],
    permissions: permissionsOf(["analyst"]),
    sandbox: false,
  };
  const body = { address: ADDRESS, reason: "a lead" };
  const none = { params: undefined, query: undefined };
  const { told } = await callDirectly(watchHandlers().createWatch, world.db, {
    ...none,
    body,
    caller,
    now: new Date(),
  });
  expect(told).toEqual({ subject: expect.stringMatching(/^watch:/), detail: { reason: "a lead" } });
});
