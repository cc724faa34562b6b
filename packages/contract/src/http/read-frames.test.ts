import fc from "fast-check";
import { expect, test } from "vitest";
import { type Frame, readFrames } from "./read-frames.ts";

async function framesOf(...chunks: string[]): Promise<Frame[]> {
  const frames: Frame[] = [];
  for await (const frame of readFrames(iterate(chunks))) frames.push(frame);
  return frames;
}

async function* iterate(chunks: readonly string[]): AsyncGenerator<string> {
  yield* chunks;
}

test.each<[string, Frame[]]>([
  ["", []],
  ["data: a\n\n", [{ event: "message", data: "a" }]],
  ["data:a\ndata\ndata:  b\n\n", [{ event: "message", data: "a\n\n b" }]],
  ["\uFEFFevent: x\r\nid: 1\r\ndata: a\r\n\r\n", [{ event: "x", id: "1", data: "a" }]],
  ["event: x\rdata: a\r\r", [{ event: "x", data: "a" }]],
  [": comment\n\n:\n\ndata: a\n\n", [{ event: "message", data: "a" }]],
  ["retry: 20\nid: 7\n\n", [{ event: "message", id: "7", retryMs: 20 }]],
  ["retry: soon\nid: a\0b\nother: c\n\n", []],
  ["event: x\nevent\ndata: {}\n\n", [{ event: "message", data: "{}" }]],
  ["data: cut off", []],
  ["data: cut off\n", []],
])("%j is the blocks that HTML says", async (text, frames) => {
  expect(await framesOf(text)).toEqual(frames);
});

test("it does not matter in which pieces a stream comes", async () => {
  const line = fc.oneof(
    fc.constantFrom("", "data", "data: ", ":", "id: 7", "event: x", "retry: 5"),
    fc
      .tuple(fc.constantFrom("data", "id", "event"), fc.string({ unit: "binary" }))
      .map(([name, value]) => `${name}: ${value}`),
  );
  const stream = fc
    .array(fc.tuple(line, fc.constantFrom("\n", "\r\n", "\r")))
    .map((lines) => lines.map(([text, end]) => text + end).join(""));
  await fc.assert(
    fc.asyncProperty(stream, fc.array(fc.nat(300)), async (text, cuts) => {
      const places = [0, ...cuts.map((cut) => Math.min(cut, text.length)).sort((a, b) => a - b), text.length];
      const pieces = places.slice(1).map((end, index) => text.slice(places[index], end));
      expect(await framesOf(...pieces)).toEqual(await framesOf(text));
    }),
  );
});

test("a block without end is refused and not gathered", async () => {
  async function* endless() {
    for (;;) yield `data: ${"x".repeat(100_000)}`;
  }
  const frames = readFrames(endless());
  await expect(frames.next()).rejects.toThrow(RangeError);
});
