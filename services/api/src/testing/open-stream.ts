import { get, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { type Frame, readFrames } from "@redflag/contract/http/read-frames";

export interface TestStream {
  headers: IncomingMessage["headers"];
  /** All that came, to the byte. */
  text: string;
  /** The next block that is no comment; undefined at the stream's end. */
  next(): Promise<Frame | undefined>;
  /** Those until one of this event, and it. */
  until(event: string): Promise<Frame[]>;
  hangUp(): void;
}

/** A stream that was taken, on a connection of its own, read as far as it is asked for. */
export async function openStream(url: string, headers: Record<string, string>): Promise<TestStream> {
  const request = get(url, { headers, agent: false });
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request.once("response", resolve).once("error", reject);
  });
  response.setEncoding("utf8");
  if (response.statusCode !== 200) throw new Error(`${response.statusCode} ${await text(response)}`);
  async function* noting() {
    for await (const chunk of response) {
      stream.text += chunk;
      yield String(chunk);
    }
  }
  const frames = readFrames(noting());
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
    hangUp() {
      response.on("error", () => undefined);
      request.destroy();
    },
  };
  return stream;
}
