/** A block of a stream of server-sent events. */
export interface Frame {
  /** Of this block; a place that holds until another is told. */
  id?: string;
  /** `message` unless it says otherwise. */
  event: string;
  /** Absent in a block that only tells a place, or how long to wait. */
  data?: string;
  retryMs?: number;
}

/** Many times the longest that the API sends: whoever sends more sends something else. */
const BLOCK_CHARS_MAX = 1_000_000;
const LINE_END = /\r\n|\n|\r/g;

/**
 * Blocks of `text/event-stream`, as HTML has it, whatever the pieces in which it comes. Comments are no blocks; one that its end
 * cuts off is none either.
 * @throws RangeError for a block without end
 */
export async function* readFrames(chunks: AsyncIterable<string>): AsyncGenerator<Frame, void, undefined> {
  let rest = "";
  let block: string[] = [];
  let chars = 0;
  let isFirst = true;
  /** The line feed that may come next belongs to the end of a line that was taken. */
  let skipsFeed = false;
  for await (const chunk of chunks) {
    if (chunk === "") continue;
    const text = chunk.slice((isFirst && chunk.startsWith("\uFEFF")) || (skipsFeed && chunk.startsWith("\n")) ? 1 : 0);
    isFirst = false;
    skipsFeed = chunk.endsWith("\r");
    const lines = (rest + text).split(LINE_END);
    rest = lines.pop() ?? "";
    for (const line of lines) {
      chars += line.length;
      if (line !== "") {
        block.push(line);
        continue;
      }
      const frame = frameOf(block);
      block = [];
      chars = 0;
      if (frame !== undefined) yield frame;
    }
    if (chars + rest.length > BLOCK_CHARS_MAX) throw new RangeError("a server-sent event has no end");
  }
}

function frameOf(lines: readonly string[]): Frame | undefined {
  const frame: Frame = { event: "message" };
  const data: string[] = [];
  for (const line of lines) {
    const colon = line.indexOf(":");
    const name = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (name === "data") data.push(value);
    if (name === "event") frame.event = value === "" ? "message" : value;
    if (name === "id" && !value.includes("\0")) frame.id = value;
    if (name === "retry" && /^\d{1,9}$/.test(value)) frame.retryMs = Number(value);
  }
  if (data.length > 0) frame.data = data.join("\n");
  return frame.id === undefined && frame.data === undefined && frame.retryMs === undefined ? undefined : frame;
}
