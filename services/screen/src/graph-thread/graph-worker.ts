import { parentPort } from "node:worker_threads";
import { GraphDesk } from "./graph-desk.ts";
import type { GraphMessage } from "./graph-messages.ts";

const desk = new GraphDesk();

parentPort?.on("message", (message: GraphMessage) => {
  const seen = desk.take(message);
  if (seen !== undefined) parentPort?.postMessage(seen, [seen.memories.bytes.buffer, seen.memories.lengths.buffer]);
});
