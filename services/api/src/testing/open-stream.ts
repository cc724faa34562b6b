import { type Frame, readFrames } from "@redflag/contract/http/read-frames";
import { afterAll } from "vitest";

export interface TestStream {
  headers: Headers;
  /** All that came, to the byte. */
  text: string;
  /** The next block that is no comment; undefined at the stream's end. */
  next(): Promise<Frame | undefined>;
  /** Those until one of this event, and it. */
  until(event: string): Promise<Frame[]>;
  hangUp(): Promise<void>;
}

/** A stream that was taken, read as far as it is asked for. */
export async function openStream(url: string, headers: Record<string, string>): Promise<TestStream> {
  const connection = new AbortController();
  afterAll(() => connection.abort());
  const response = await fetch(url, { headers, signal: connection.signal });
  if (response.status !== 200 || response.body === null) throw new Error(`${response.status} ${await response.text()}`);
  const frames = readFrames(noting(response.body.pipeThrough(new TextDecoderStream())));
  async function* noting(chunks: AsyncIterable<string>) {
    for await (const chunk of chunks) {
      stream.text += chunk;
      yield chunk;
    }
  }
  const stream: TestStream = {
    headers: response.headers,
    text: "",
    next: async () => (await frames.next()).value ?? undefined,
    async until(event) {
      const seen: Frame[] = [];
      for (let frame = await stream.next(); frame !== undefined; frame = await stream.next()) {
        seen.push(frame);
        if (frame.event === event) return seen;
      }
      throw new Error(`it ended without ${event}: ${stream.text}`);
    },
    async hangUp() {
      connection.abort();
      await frames.next().catch(() => undefined);
    },
  };
  return stream;
}
