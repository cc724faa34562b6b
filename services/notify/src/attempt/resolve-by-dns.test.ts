import { createSocket } from "node:dgram";
import { Resolver } from "node:dns/promises";
import { once } from "node:events";
import { afterAll, expect, test } from "vitest";
import { resolveByDns } from "./resolve-by-dns.ts";

const A = 1;
const AAAA = 28;
const IPV4 = Buffer.from([192, 0, 2, 1]);
const IPV6 = Buffer.from("20010db8000000000000000000000001", "hex");

/** What the server has under a name, by the type of record; where it has nothing it is silent, or says that there is none. */
const zone: Record<string, { records: Record<number, Buffer>; silent?: boolean }> = {
  "both.example": { records: { [A]: IPV4, [AAAA]: IPV6 } },
  "four.example": { records: { [A]: IPV4 } },
  "six.example": { records: { [AAAA]: IPV6 } },
  "drops.example": { records: { [A]: IPV4 }, silent: true },
};

const server = createSocket("udp4", (query, { port, address }) => {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at]!; length > 0; length = query[at]!) {
    labels.push(query.toString("latin1", at + 1, at + 1 + length));
    at += 1 + length;
  }
  const type = query.readUInt16BE(at + 1);
  const question = query.subarray(12, at + 5);
  const held = zone[labels.join(".").toLowerCase()];
  const data = held?.records[type];
  if (data === undefined && held?.silent === true) return;
  const header = Buffer.alloc(12);
  query.copy(header, 0, 0, 2);
  header.writeUInt16BE(held === undefined ? 0x8183 : 0x8180, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(data === undefined ? 0 : 1, 6);
  const fixed = Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 0, 0, data?.length ?? 0]);
  server.send(Buffer.concat(data === undefined ? [header, question] : [header, question, fixed, data]), port, address);
}).bind(0, "127.0.0.1");
await once(server, "listening");
afterAll(() => server.close());
const resolver = new Resolver({ timeout: 60_000, tries: 1 });
resolver.setServers([`127.0.0.1:${server.address().port}`]);

test.each([
  ["both.example", ["192.0.2.1", "2001:db8::1"]],
  ["four.example", ["192.0.2.1"]],
  ["six.example", ["2001:db8::1"]],
  ["drops.example", ["192.0.2.1"]],
])("%s has the addresses %j", async (name, addresses) => {
  expect((await resolveByDns(name, resolver)).sort()).toEqual(addresses);
});

test("a name that is not there", async () => {
  await expect(resolveByDns("none.example", resolver)).rejects.toMatchObject({ code: "ENOTFOUND" });
});
