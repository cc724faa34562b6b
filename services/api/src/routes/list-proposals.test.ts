import type { Proposal, ProposalDetail } from "@redflag/contract/http/routes/list-proposals";
import type { Listing, Watchlist } from "@redflag/contract/http/routes/watchlists";
import { sampleEntry } from "@redflag/store/list.samples";
import { importListVersion } from "@redflag/store/watchlist";
import { expect, test } from "vitest";
import { openWorld } from "../testing/world.ts";

const world = await openWorld();
const [ada, bo] = [await world.enter(["ops"]), await world.enter(["supervisor"])];
const analyst = await world.enter(["analyst"]);
const admin = await world.enter(["admin"]);
const exchange = await world.enter(["exchange"], await world.addSubscriber("An exchange"));

const list = { id: "seizures", title: "Seizure orders", authority: "Court" };
await importListVersion(world.db, { list, entries: [sampleEntry("first")], source: "test" });

const ADDRESS = "0x52908400098527886E0F7030069857D2E4169EE7";
const entry = { address: ADDRESS, category: "terrorist_financing", severity: "SEVERE", reference: "ord-7" };

async function propose(body: object, who = analyst, path = "/v1/watchlists/seizures/proposals"): Promise<Proposal> {
  const reply = await who.browser.send("POST", path, { body: { reason: "court order 7", ...body } });
  expect(reply).toMatchObject({ status: 201 });
  return reply.body as Proposal;
}

const decide = (id: string, who = bo, verdict = "approve") =>
  who.browser.send("POST", `/v1/proposals/${id}/${verdict}`, { body: { reason: "seen the order" } });

async function listingsOf(address: string, query = ""): Promise<Listing[]> {
  const { body } = await bo.browser.send("GET", `/v1/addresses/${address}/listings${query}`);
  return (body as { items: Listing[] }).items;
}

test("proposed, refused to its author, approved by another, changed, delisted: and all of it can be read", async () => {
  const path = "/v1/watchlists/seizures/proposals";
  const preview = await ada.browser.send("POST", `${path}/preview`, { body: { add: [entry] } });
  const after = [expect.objectContaining({ ...entry, authority: "Court", sharing: "TLP:RED", confidence: 100 })];
  expect(preview).toMatchObject({
    status: 200,
    body: { baseVersion: 1, added: 1, removed: 0, changes: [{ address: ADDRESS, before: [], after }] },
  });

  const made = await propose({ add: [entry] }, ada);
  expect(made).toMatchObject({ kind: "add", state: "open", emergency: false, author: { id: `user:${ada.id}` } });
  expect(await decide(made.id, ada)).toMatchObject({ status: 403, code: "four_eyes_needed" });
  expect(await decide(made.id, analyst)).toMatchObject({ status: 403, code: "forbidden" });
  const open = (await bo.browser.send("GET", `/v1/proposals/${made.id}`)).body as ProposalDetail;
  expect(open).toMatchObject({ state: "open", effect: { added: 1, changes: [{ after }] } });
  expect(await listingsOf(ADDRESS)).toEqual([]);

  const approved = await decide(made.id);
  expect(approved).toMatchObject({
    status: 200,
    body: { state: "approved", version: 2, decision: { by: { id: `user:${bo.id}`, name: bo.email } } },
  });
  expect(await decide(made.id)).toMatchObject({ status: 409, code: "proposal_decided" });
  const [listing] = await listingsOf(ADDRESS);
  expect(listing).toMatchObject({ list: "seizures", state: "in_force", firstVersion: 2, listedBy: made.id });

  const id = listing?.entry.id ?? "";
  const edited = await propose({ remove: [id], add: [{ ...entry, severity: "HIGH" }] });
  expect(edited.kind).toBe("edit");
  await decide(edited.id);
  const { body: diff } = await bo.browser.send("GET", "/v1/watchlists/seizures/diff?from=2&to=3");
  expect(diff).toEqual({
    ...{ from: 2, to: 3, counts: { added: 0, removed: 0, changed: 1 } },
    items: [
      {
        address: ADDRESS,
        family: "eip155",
        before: [expect.objectContaining({ id, severity: "SEVERE" })],
        after: [expect.objectContaining({ severity: "HIGH" })],
      },
    ],
  });

  const stale = await ada.browser.send("POST", path, { body: { remove: [id], reason: "again" } });
  expect(stale).toMatchObject({ status: 409, code: "proposal_stale" });
  const now = (await listingsOf(ADDRESS)).find(({ state }) => state === "in_force");
  await decide((await propose({ remove: [now?.entry.id] })).id);
  const history = await listingsOf(ADDRESS);
  expect(history.map(({ state, firstVersion, endedVersion }) => [state, firstVersion, endedVersion])).toEqual([
    ["removed", 2, 3],
    ["removed", 3, 4],
  ]);
  // What was known while it was listed.
  const asOf = history[0]?.listedAt;
  expect(await listingsOf(ADDRESS, `?asOf=${asOf}`)).toMatchObject([{ state: "in_force", firstVersion: 2 }]);
  expect(await listingsOf(ADDRESS, "?asOf=2020-01-01T00:00:00Z")).toEqual([]);
  const versions = await bo.browser.send("GET", "/v1/watchlists/seizures/versions?limit=2");
  expect(versions.body).toMatchObject({ items: [{ version: 4 }, { version: 3, proposal: edited.id }] });
});

test("an emergency is open to those who approve, and is theirs to have confirmed by somebody else", async () => {
  const path = "/v1/watchlists/seizures/emergencies";
  const body = { add: [{ ...entry, address: "TJRabPrwbZy45sbavfcjinPJC18kjpRTv8" }], reason: "it is moving now" };
  expect(await analyst.browser.send("POST", path, { body })).toMatchObject({ status: 403, code: "forbidden" });
  const made = await propose(body, ada, path);
  expect(made).toMatchObject({ state: "unconfirmed", emergency: true, reason: "it is moving now" });
  expect(made.version).toBeGreaterThan(1);
  const waiting = await bo.browser.send("GET", "/v1/proposals?state=waiting&list=seizures");
  expect(waiting.body).toMatchObject({ items: [{ id: made.id }] });
  expect(await decide(made.id, ada)).toMatchObject({ code: "four_eyes_needed" });
  expect(await decide(made.id, bo, "reject")).toMatchObject({ body: { state: "undone", emergency: true } });
  expect(await listingsOf("TJRabPrwbZy45sbavfcjinPJC18kjpRTv8")).toMatchObject([{ state: "removed" }]);
});

test("a key that the author made is the author", async () => {
  const wanted = { name: "a key", role: "ops", scopes: ["lists:read", "lists:propose", "lists:approve"] };
  const made = (await admin.browser.send("POST", "/v1/keys", { body: wanted })).body as { secret: string };
  const other = (await admin.browser.send("POST", "/v1/keys", { body: wanted })).body as { secret: string };
  const use = (secret: string, path: string, body: object) =>
    world.newBrowser().send("POST", path, { headers: { authorization: `Bearer ${secret}` }, body });
  const proposed = await use(made.secret, "/v1/watchlists/seizures/proposals", { add: [entry], reason: "by a key" });
  const { id } = proposed.body as Proposal;
  const answer = await use(other.secret, `/v1/proposals/${id}/approve`, { reason: "by another key" });
  expect(answer).toMatchObject({ status: 403, code: "four_eyes_needed" });
  expect(await decide(id, bo, "reject")).toMatchObject({ status: 200 });
});

test.each([
  ["nothing", {}, "request_invalid"],
  ["two kinds at once", { add: [entry], sharing: "TLP:CLEAR" }, "request_invalid"],
  ["entries without a mark", { add: [entry], entries: [`0x${"ab".repeat(32)}`] }, "request_invalid"],
  [
    "a list begun by a removal",
    { remove: [`0x${"ab".repeat(32)}`], list: { title: "A", authority: "B" } },
    "request_invalid",
  ],
  ["a broken checksum", { add: [{ ...entry, address: ADDRESS.replace("E7", "e7") }] }, "entry_invalid"],
  ["the zero address", { add: [{ ...entry, address: `0x${"0".repeat(40)}` }] }, "entry_invalid"],
  ["a person's name", { add: [{ ...entry, entity: "Somebody" }] }, "entry_invalid"],
  [
    "dates the wrong way round",
    { add: [{ ...entry, validFrom: "2026-02-01T00:00:00.000Z", validTo: "2026-01-01T00:00:00Z" }] },
    "entry_invalid",
  ],
  ["a version that is not held back", { accept: "5b2b4b62-25c6-4f0d-8f2e-3a2f3ad2c0de" }, "proposal_stale"],
])("%s is refused in words", async (_, body, code) => {
  const reply = await ada.browser.send("POST", "/v1/watchlists/seizures/proposals", {
    body: { ...body, reason: "try" },
  });
  expect(reply).toMatchObject({ code });
});

test("a proposal begins a list, and one for a list that is not there says so", async () => {
  const missing = await ada.browser.send("POST", "/v1/watchlists/ours/proposals", {
    body: { add: [entry], reason: "x" },
  });
  expect(missing).toMatchObject({ status: 404, code: "not_found" });
  const body = { add: [entry], list: { title: "Our own", authority: "FIU" } };
  const made = await propose(body, analyst, "/v1/watchlists/ours/proposals");
  expect(await decide(made.id)).toMatchObject({ status: 200, body: { version: 1 } });
  const { body: lists } = await admin.browser.send("GET", "/v1/watchlists");
  expect((lists as { items: Watchlist[] }).items).toMatchObject([
    { id: "ours", title: "Our own", authority: "FIU", version: 1, entries: 1 },
    { id: "seizures" },
  ]);
});

test("a mark is proposed for chosen entries, and for a whole list", async () => {
  const [listing] = (await listingsOf(ADDRESS)).filter(({ list: of }) => of === "ours");
  const ids = [listing?.entry.id];
  const one = await propose({ sharing: "TLP:AMBER", entries: ids }, ada, "/v1/watchlists/ours/proposals");
  expect(await decide(one.id)).toMatchObject({ body: { kind: "sharing", version: 2 } });
  const all = await propose({ sharing: "TLP:GREEN" }, ada, "/v1/watchlists/ours/proposals");
  await decide(all.id);
  const now = (await listingsOf(ADDRESS)).find(({ state, list: of }) => of === "ours" && state === "in_force");
  expect(now?.entry.sharing).toBe("TLP:GREEN");
});

test("an exchange learns nothing of lists, proposals or watches, whatever it asks", async () => {
  for (const path of [
    "/v1/watchlists",
    "/v1/watchlists/seizures/versions",
    "/v1/watchlists/nowhere/versions",
    `/v1/addresses/${ADDRESS}/listings`,
    "/v1/proposals",
    "/v1/watches",
  ]) {
    expect(await exchange.browser.send("GET", path)).toMatchObject({ status: 403, code: "forbidden" });
  }
});

test("an account at a venue is proposed, approved, asked for by its venue, and taken off again", async () => {
  const account = { venue: "example-exchange", account: "12345678" };
  const path = "/v1/venues/Example%20Exchange/accounts/12345678/listings";
  const listings = async (who = bo) => who.browser.send("GET", path);
  expect((await listings()).body).toEqual({ items: [] });
  const words = { category: "terrorist_financing", severity: "SEVERE", reference: "ord-8" };
  const made = await propose({ add: [{ ...words, venue: "Example Exchange", account: "12345678" }] }, ada);
  expect(made).toMatchObject({ add: [account] });
  expect(made.add?.[0]).not.toHaveProperty("address");
  const open = (await bo.browser.send("GET", `/v1/proposals/${made.id}`)).body as ProposalDetail;
  expect(open).toMatchObject({ effect: { added: 1, changes: [{ ...account, before: [], after: [account] }] } });
  const { version } = (await decide(made.id)).body as Proposal;
  const { items } = (await listings()).body as { items: Listing[] };
  expect(items).toMatchObject([{ list: "seizures", state: "in_force", entry: { ...account, ...words } }]);
  const diff = await bo.browser.send("GET", `/v1/watchlists/seizures/diff?to=${version}`);
  expect(diff).toMatchObject({ body: { items: [{ ...account, before: [], after: [account] }] } });
  await decide((await propose({ remove: [items[0]?.entry.id] }, ada)).id);
  expect((await listings()).body).toMatchObject({ items: [{ state: "removed", entry: account }] });
  expect(await listings(exchange)).toMatchObject({ status: 403 });
});

test("an entry is about one address or one account, and an account is no name and no address", async () => {
  const path = "/v1/watchlists/seizures/proposals";
  const words = { category: "sanctions", severity: "LOW" };
  for (const subject of [
    {},
    { venue: "example" },
    { account: "12345678" },
    { address: ADDRESS, venue: "example", account: "12345678" },
    { venue: "example", account: "JaneDoe" },
    { venue: "example", account: ADDRESS },
  ]) {
    const body = { reason: "x", add: [{ ...words, ...subject }] };
    expect(await ada.browser.send("POST", path, { body })).toMatchObject({ status: 400, code: "entry_invalid" });
  }
  const asked = await bo.browser.send("GET", "/v1/venues/example/accounts/JaneDoe/listings");
  expect(asked).toMatchObject({ status: 400, code: "account_malformed" });
});
