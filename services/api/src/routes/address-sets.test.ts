import { type AddressSet, CALL_ADDRESSES_MAX } from "@redflag/contract/http/routes/address-sets";
import { formatAddress } from "@redflag/domain/address";
import { ownAddressHash } from "@redflag/runtime/own-address-hash";
import { expect, test } from "vitest";
import { TEST_KEY, TEST_WEBHOOKS } from "../testing/test-webhooks.ts";
import { openWorld } from "../testing/world.ts";

const world = await openWorld();
const ours = await world.addSubscriber("Ours");
const mine = (await world.enter(["exchange"], ours)).browser;
const rival = (await world.enter(["exchange"], await world.addSubscriber("Theirs"))).browser;

const BYTES = "0xa614f803b6fd780986a42c78ec9c7f77e6ded13c";
const ON_TRON = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t";
const OTHER = "0xdAC17F958D2ee523a2206206994597C13D831ec7";
const WRONG_SUM = "0xDAC17F958D2ee523a2206206994597C13D831ec7";

interface Changed {
  set: AddressSet;
  added: number;
  removed: number;
  badCount: number;
  bad: Array<{ row: number; fault: string }>;
}

let made = 0;
async function newSet(browser = mine): Promise<string> {
  made += 1;
  const reply = await browser.send("POST", "/v1/address-sets", { body: { name: `set ${made}` } });
  expect(reply, JSON.stringify(reply.body)).toMatchObject({ status: 201, body: { count: 0, version: 1 } });
  return (reply.body as AddressSet).id;
}

async function change(id: string, body: object, query = ""): Promise<Changed> {
  const reply = await mine.send("POST", `/v1/address-sets/${id}/addresses${query}`, { body });
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  return reply.body as Changed;
}

async function hashesOf(id: string): Promise<string[]> {
  const { rows } = await world.db.pool.query("select address_hash from set_address where set_id = $1 order by 1", [id]);
  return rows.map(({ address_hash }) => address_hash.toString("hex"));
}

async function forget(id: string): Promise<void> {
  expect((await mine.send("DELETE", `/v1/address-sets/${id}`)).status).toBe(204);
}

test("every form of an address is the same one, and nothing is kept but its hash", async () => {
  const id = await newSet();
  const forms = [ON_TRON, `41${BYTES.slice(2)}`, BYTES, `eip155:1:${BYTES}`, `tron:728126428:${ON_TRON}`, ` ${BYTES} `];
  expect(await change(id, { addresses: forms })).toMatchObject({
    added: 1,
    removed: 0,
    badCount: 0,
    set: { count: 1, version: 2 },
  });
  expect(await hashesOf(id)).toEqual([ownAddressHash(TEST_KEY, BYTES).toString("hex")]);
  expect(await change(id, { addresses: forms })).toMatchObject({ added: 0, set: { count: 1 } });
  expect(await mine.send("GET", `/v1/address-sets/${id}`)).toMatchObject({ status: 200, body: { id, count: 1 } });
  const told = JSON.stringify(world.audit);
  expect(told).toContain(`address-set:${id}`);
  for (const form of forms) expect(told).not.toContain(form.trim());
  await forget(id);
  expect(await hashesOf(id)).toEqual([]);
});

test("a set is added to, taken from and replaced", async () => {
  const id = await newSet();
  await change(id, { addresses: [BYTES, OTHER] });
  expect(await change(id, { mode: "remove", addresses: [ON_TRON, account(1)] })).toMatchObject({
    removed: 1,
    set: { count: 1 },
  });
  const replaced = await change(id, { mode: "replace", addresses: [OTHER, account(1), account(2)] });
  expect(replaced).toMatchObject({ added: 2, removed: 0, set: { count: 3 } });
  expect(await change(id, { mode: "replace", addresses: [] })).toMatchObject({
    added: 0,
    removed: 3,
    set: { count: 0 },
  });
  await forget(id);
});

test("the text of a file is read line by line, with titles, quotes, other columns and empty lines", async () => {
  const id = await newSet();
  const text = `\uFEFFAddress,Label\r\n"${OTHER}",hot wallet\r\n\r\n${ON_TRON};cold\n${account(1)}\tx\n`;
  expect(await change(id, { text })).toMatchObject({ added: 3, badCount: 0 });
  await forget(id);
});

test("bad rows are named by line with what is wrong, and nothing is half done", async () => {
  const id = await newSet();
  const text = ["address", OTHER, WRONG_SUM, "", "hello, world", "cosmos:hub:cosmos1abc", ON_TRON].join("\n");
  const path = `/v1/address-sets/${id}/addresses`;
  const refused = await mine.send("POST", path, { body: { text } });
  expect(refused).toMatchObject({ status: 400, code: "request_invalid" });
  const { errors } = refused.body as { errors: Array<{ at: string; fault: string }> };
  expect(errors.map(({ at, fault }) => `${at} ${fault}`)).toEqual([
    expect.stringMatching(/^\/text line 3: .*fails its EIP-55 checksum/),
    expect.stringMatching(/^\/text line 5: "hello" is neither/),
    expect.stringMatching(/^\/text line 6: .*known chains/),
  ]);
  const inArray = await mine.send("POST", path, { body: { addresses: [OTHER, "hello"] } });
  expect(inArray).toMatchObject({ status: 400, body: { errors: [{ at: "/addresses/1" }] } });
  expect(await hashesOf(id)).toEqual([]);

  const skipped = await change(id, { text }, "?onBad=skip");
  expect(skipped).toMatchObject({ added: 2, badCount: 3, set: { count: 2 } });
  expect(skipped.bad.map(({ row }) => row)).toEqual([3, 5, 6]);
  expect(JSON.stringify(world.audit)).not.toContain(WRONG_SUM);
  await forget(id);
});

test("of many bad rows the first are named, and how many more there are", async () => {
  const id = await newSet();
  const addresses = Array.from({ length: 61 }, (_, n) => `bad ${n}`);
  const refused = await mine.send("POST", `/v1/address-sets/${id}/addresses`, { body: { addresses } });
  const { errors } = refused.body as { errors: Array<{ at: string; fault: string }> };
  expect(errors).toHaveLength(51);
  expect(errors.at(-1)).toEqual({ at: "/addresses", fault: "11 more rows are no addresses" });
  await forget(id);
});

test.each<[string, object]>([
  ["both ways at once", { addresses: [OTHER], text: OTHER }],
  ["neither", {}],
  ["more lines than a call takes", { text: `${OTHER}\n`.repeat(CALL_ADDRESSES_MAX + 1) }],
])("%s are refused", async (_, body) => {
  const id = await newSet();
  const reply = await mine.send("POST", `/v1/address-sets/${id}/addresses`, { body });
  expect(reply).toMatchObject({ status: 400, code: "request_invalid" });
  await forget(id);
});

test("as many as a call takes are taken in one", async () => {
  const id = await newSet();
  const addresses = Array.from({ length: CALL_ADDRESSES_MAX }, (_, n) => account(n + 1));
  expect(await change(id, { addresses })).toMatchObject({
    added: CALL_ADDRESSES_MAX,
    set: { count: CALL_ADDRESSES_MAX },
  });
  await forget(id);
}, 60_000);

test("no set grows over a million", async () => {
  const id = await newSet();
  await world.db.pool.query("update address_set set address_count = 999999 where id = $1", [id]);
  const reply = await mine.send("POST", `/v1/address-sets/${id}/addresses`, { body: { addresses: [OTHER, BYTES] } });
  expect(reply).toMatchObject({ status: 409, code: "webhooks_full" });
  expect(await hashesOf(id)).toEqual([]);
  expect(await change(id, { addresses: [OTHER] })).toMatchObject({ set: { count: 1_000_000 } });
  await forget(id);
});

test("another's set is as if it were not there", async () => {
  const id = await newSet(rival);
  const path = `/v1/address-sets/${id}`;
  expect(await mine.send("GET", path)).toMatchObject({ status: 404 });
  expect(await mine.send("DELETE", path)).toMatchObject({ status: 404 });
  expect(await mine.send("POST", `${path}/addresses`, { body: { addresses: [OTHER] } })).toMatchObject({ status: 404 });
  expect(await mine.send("GET", "/v1/address-sets")).toMatchObject({ body: { items: [] } });
  // Nor does its name take one's own.
  const name = `set ${made}`;
  const own = await mine.send("POST", "/v1/address-sets", { body: { name } });
  expect(own.status).toBe(201);
  const twice = await mine.send("POST", "/v1/address-sets", { body: { name: name.toUpperCase() } });
  expect(twice).toMatchObject({ status: 409, code: "address_set_exists" });
  await forget((own.body as AddressSet).id);
});

test("a set that a filter names cannot be deleted, and an empty one is warned of", async () => {
  const addressSet = await newSet();
  const body = { name: "own deposits", url: "https://hooks.exchange.example/", filter: { addressSet } };
  const subscribed = await mine.send("POST", "/v1/subscriptions", { body });
  expect(subscribed).toMatchObject({
    status: 201,
    body: { warnings: [{ at: "/filter/addressSet", text: "the set is empty" }] },
  });
  const refused = await mine.send("DELETE", `/v1/address-sets/${addressSet}`);
  expect(refused).toMatchObject({ status: 409, code: "address_set_used", body: { detail: '"own deposits"' } });
  const { subscription } = subscribed.body as { subscription: { id: string } };
  const headers = { "if-match": subscribed.headers.get("etag") ?? "" };
  await mine.send("DELETE", `/v1/subscriptions/${subscription.id}`, { headers });
  await forget(addressSet);
});

test("staff see how many there are, and nobody has more sets than there may be", async () => {
  const ids = [];
  for (let n = 0; n < TEST_WEBHOOKS.addressSetsMax; n += 1) ids.push(await newSet());
  const reply = await mine.send("POST", "/v1/address-sets", { body: { name: "one more" } });
  expect(reply).toMatchObject({ status: 409, code: "webhooks_full" });
  const { browser: ops } = await world.enter(["ops"]);
  const listed = await ops.send("GET", `/v1/address-sets?subscriber=${ours}&limit=3`);
  expect(listed).toMatchObject({ status: 200, body: { items: [{ count: 0 }, {}, {}], next: expect.any(String) } });
  const { next } = listed.body as { next: string };
  const rest = await ops.send("GET", `/v1/address-sets?subscriber=${ours}&cursor=${next}`);
  expect((rest.body as { items: unknown[] }).items).toHaveLength(TEST_WEBHOOKS.addressSetsMax - 3);
  expect(await ops.send("POST", "/v1/address-sets", { body: { name: "x" } })).toMatchObject({ status: 403 });
  for (const id of ids) await forget(id);
});

function account(number: number): string {
  return formatAddress(`0x${number.toString(16).padStart(40, "0")}`, "eip155");
}
