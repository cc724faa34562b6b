import type { Reviewer } from "@redflag/contract/http/routes/reviewers";
import { permissionsOf, ROLES } from "@redflag/domain/role";
import { REVIEWING_ROLES } from "@redflag/store/reviewer";
import { expect, test } from "vitest";
import { seedAlert } from "../testing/seed-alert.ts";
import { openWorld } from "../testing/world.ts";

const world = await openWorld();
const ada = await world.enter(["analyst"]);
const eve = await world.addUser(["supervisor", "admin"]);
const closed = await world.addUser(["analyst"]);
await world.db.pool.query("update app_user set disabled_at = now() where id = $1", [closed.id]);
const others = [await world.addUser(["ops"]), await world.addUser(["admin"])];
const exchange = await world.enter(["exchange"], await world.addSubscriber("An exchange"));

test("exactly those are named to whom an alert and a case can be given, and without their emails", async () => {
  const reply = await ada.browser.send("GET", "/v1/reviewers");
  const { items } = reply.body as { items: Reviewer[] };
  expect(reply.body).toEqual({
    items: [
      { id: ada.id, name: "The analyst", roles: ["analyst"] },
      { id: eve.id, name: "The supervisor and admin", roles: ["supervisor"] },
    ],
    more: false,
  });
  const alert = await seedAlert(world.db, { name: "one", subject: `0x${"a1".repeat(20)}`, blocks: [1] });
  const made = await ada.browser.send("POST", "/v1/cases", { body: { title: "T", reason: "r", alerts: [alert] } });
  const { id } = made.body as { id: string };
  for (const person of [ada, eve, closed, ...others, exchange]) {
    const isNamed = items.some((item) => item.id === person.id);
    const assigned = await ada.browser.send("POST", `/v1/alerts/${alert}/actions`, {
      body: { action: "assign", assignee: person.id },
      headers: { "if-match": (await ada.browser.send("GET", `/v1/alerts/${alert}`)).headers.get("etag") ?? "" },
    });
    expect(assigned.code === "reviewer_unfit", person.email).toBe(!isNamed);
    if (person === ada) continue;
    const joined = await ada.browser.send("POST", `/v1/cases/${id}/members`, {
      body: { person: person.id, role: "reader" },
    });
    expect(joined.status === 200, person.email).toBe(isNamed);
    expect(joined.code === "case_member_unfit", person.email).toBe(!isNamed);
  }
  expect((await exchange.browser.send("GET", "/v1/reviewers")).status).toBe(403);
});

test("whoever reviews alerts reads cases, and nobody else does", () => {
  expect(REVIEWING_ROLES).toEqual(["analyst", "supervisor"]);
  expect(ROLES.filter((role) => permissionsOf([role]).has("cases:read"))).toEqual(REVIEWING_ROLES);
});
