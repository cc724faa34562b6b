import { createServer, get, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { type Frame, readFrames } from "@redflag/contract/http/read-frames";
import type { FeedEvent } from "@redflag/store/feed";
import { afterAll, expect, test } from "vitest";
import { PAYLOAD } from "../testing/seed-events.ts";
import { EventStream } from "./event-stream.ts";
import { StreamConnection } from "./stream-connection.ts";
import { STREAM_SETTINGS } from "./stream-settings.ts";
import { Topic } from "./topic.ts";

const EVENTS = 200;
const server = createServer().listen(0, "127.0.0.1");
afterAll(() => server.close());
await new Promise((resolve) => server.once("listening", resolve));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

let readCount = 0;

/** Events of 100 kB, as many as there are. */
async function read(position: number, limit: number): Promise<FeedEvent[]> {
  const events = Array.from(
    { length: Math.min(limit, EVENTS - position) },
    (_, index): FeedEvent => ({
      position: position + index + 1,
      eventId: `0x${(position + index + 1).toString(16).padStart(64, "0")}`,
      payload: { ...PAYLOAD, filler: "x".repeat(100_000) },
      releasedAt: new Date(0),
    }),
  );
  readCount += events.length;
  return events;
}

/** A stream of them all to a client that has taken nothing but the headers yet. */
async function openBlocked() {
  const served = new Promise<{ stream: EventStream; connection: StreamConnection }>((resolve) => {
    server.once("request", (_, raw) => {
      const stream = new EventStream({
        topic: new Topic(),
        read,
        from: { position: 0, id: "start" },
        settings: STREAM_SETTINGS,
      });
      const reply = { raw, headers: () => undefined, send: (frames: NodeJS.ReadableStream) => frames.pipe(raw) };
      const connection = new StreamConnection(stream, reply, 1_000);
      connection.send();
      resolve({ stream, connection });
    });
  });
  const response = await new Promise<IncomingMessage>((resolve) => get(url, { agent: false }, resolve));
  return { ...(await served), response: response.setEncoding("utf8") };
}

test("for whoever takes nothing little is read; once dropped it is given whole events, why, and where to go on", async () => {
  readCount = 0;
  const { stream, connection, response } = await openBlocked();
  await expect.poll(() => stream.isBlocked(50)).toBe(true);
  expect(readCount).toBeLessThan(EVENTS);
  connection.end("slow");
  const frames: Frame[] = [];
  for await (const frame of readFrames(response)) frames.push(frame);
  expect(frames.at(-1)).toEqual({ event: "end", data: '{"reason":"slow"}' });
  const ids = frames.slice(1, -1).map(({ id }) => Number(id));
  expect(ids).toEqual(Array.from({ length: ids.length }, (_, index) => index + 1));
  for (const { data } of frames.slice(1, -1)) expect(data).toHaveLength(frames[1]?.data?.length ?? 0);
  await connection.closed;
});

test("whoever takes nothing even then is cut off", async () => {
  const { stream, connection, response } = await openBlocked();
  await expect.poll(() => stream.isBlocked(50)).toBe(true);
  connection.end("closing");
  const closed = new Promise((resolve) => response.once("close", resolve));
  await connection.closed;
  response.on("error", () => undefined).resume();
  await closed;
  expect(stream.reason).toBe("closing");
});

test("a client that hangs up is read for no more", async () => {
  const { stream, connection, response } = await openBlocked();
  response.on("error", () => undefined);
  response.destroy();
  await connection.closed;
  expect(stream.reason).toBe("gone");
});
