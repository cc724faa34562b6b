import { once } from "node:events";
import { request } from "node:https";
import { text } from "node:stream/consumers";
import { afterAll, expect, test } from "vitest";
import { resetAtOnce, respond } from "./answers.ts";
import { startReceiver } from "./receiver.ts";

const receiver = await startReceiver();
afterAll(() => receiver.close());

async function post(path: string, body: string, ca: string | undefined = receiver.ca): Promise<string> {
  const sent = request(`${receiver.url}${path}`, { method: "POST", ca, agent: false }).end(body);
  const [response] = await once(sent, "response");
  return `${response.statusCode} ${await text(response)}`;
}

test("it answers by its script, then as always, and keeps what came", async () => {
  receiver.script.push(respond(500, "no"));
  receiver.answer = ({ response }, { path }) => response.writeHead(path === "/b" ? 410 : 204).end();
  const second = receiver.receivedAtLeast(2);
  expect([await post("/a", "one"), await post("/b", "two"), await post("/c", "three")]).toEqual([
    "500 no",
    "410 ",
    "204 ",
  ]);
  await second;
  expect(receiver.received.map(({ path, body }) => path + body)).toEqual(["/aone", "/btwo", "/cthree"]);
  expect(receiver.received[0]).toMatchObject({ method: "POST", host: receiver.host });
  expect(receiver.connectionCount).toBe(3);
});

test("it resets, and nobody trusts it who was not given its authority", async () => {
  receiver.script.push(resetAtOnce);
  await expect(post("/", "")).rejects.toMatchObject({ code: "ECONNRESET" });
  await expect(post("/", "", "")).rejects.toMatchObject({ code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" });
});

test("another origin of the same server is named in its policy", async () => {
  expect(receiver.urlOf("a")).toBe(`https://a.receiver.example:${receiver.port}`);
  receiver.urlOf("a");
  expect(receiver.policy.privateHosts).toEqual([receiver.host, `a.receiver.example:${receiver.port}`]);
});
