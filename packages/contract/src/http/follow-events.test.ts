import { expect, test } from "vitest";
import { SAMPLE_EVENTS } from "../sample-events.ts";
import { followEvents } from "./follow-events.ts";

const [first, second] = SAMPLE_EVENTS;
const told = [first, second].map((event) => ({ ...event, releasedAt: "2026-01-01T00:00:00Z" }));
const frame = (index: number) =>
  `id: ${told[index]?.id}\nevent: ${told[index]?.payload?.type}\ndata: ${JSON.stringify(told[index])}\n\n`;

/** An API that gives these answers one after the other; what it was asked behind which id. */
function answering(...answers: Array<() => Response>) {
  const asked: Array<string | null> = [];
  const fetch = async (_: unknown, init?: RequestInit) => {
    asked.push(new Headers(init?.headers).get("last-event-id"));
    return answers[asked.length - 1]?.() ?? refusal(401, "unauthenticated")();
  };
  return { asked, options: { baseUrl: "", fetch: fetch as typeof globalThis.fetch } };
}

const stream = (text: string) => () => new Response(`retry: 1\n\n${text}`);
const refusal = (status: number, code: string) => () =>
  Response.json(
    { type: "/problems", title: "Refused", status, detail: "it is", code, hint: "", requestId: "1" },
    { status },
  );

async function followAll(options: Parameters<typeof followEvents>[0], after?: string) {
  const ids: string[] = [];
  let code: string | undefined;
  try {
    for await (const { id } of followEvents(options, after === undefined ? {} : { after })) ids.push(id);
  } catch (error) {
    code = (error as { code?: string }).code ?? String(error);
  }
  return { ids, code };
}

test("it goes on behind the last event, past types that it does not know, until it is refused for good", async () => {
  const { asked, options } = answering(
    stream(`id: start\n\n${frame(0)}event: end\ndata: {"reason":"closing"}\n\n`),
    refusal(503, "streams_full"),
    stream(`id: 0xnew\nevent: case.closed\ndata: {}\n\n`),
    stream(`${frame(1)}data: cut of`),
  );
  expect(await followAll(options)).toEqual({ ids: told.map(({ id }) => id), code: "unauthenticated" });
  expect(asked).toEqual([null, told[0]?.id, told[0]?.id, "0xnew", told[1]?.id]);
});

test("an API that was never reached is told at once; one that was is waited for", async () => {
  const away = () => {
    throw new TypeError("fetch failed");
  };
  expect(await followAll(answering(away).options, "start")).toEqual({ ids: [], code: "TypeError: fetch failed" });
  const { asked, options } = answering(stream(frame(0)), away, stream(frame(1)));
  expect(await followAll(options, "start")).toMatchObject({ ids: told.map(({ id }) => id) });
  expect(asked.slice(0, 3)).toEqual(["start", told[0]?.id, told[0]?.id]);
});

test("it ends without a word when it is told to", async () => {
  const ending = new AbortController();
  const { options } = answering(stream(frame(0)));
  for await (const _ of followEvents(options, { signal: ending.signal })) ending.abort();
});
