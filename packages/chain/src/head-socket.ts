import { Problem } from "@redflag/domain/problem";
import { WebSocket } from "ws";
import { type EndpointUrl, parseEndpointUrl } from "./endpoint-url.ts";
import { formatRpcError, readAnswerBody } from "./json-rpc-batch.ts";

export interface HeadSocketEvents {
  /** The endpoint took the subscription. */
  onSubscribed: () => void;
  /** It said something since: whatever that is, it means no more than that looking may be worth while. */
  onMessage: () => void;
  /** Once, unless it was closed by us. The connection is gone. */
  onEnd: (problem: Problem) => void;
}

export interface HeadSocketOptions {
  /** A head with its bloom is 2 KB; some nodes send transactions, too. A larger message ends the connection. */
  messageBytesMax?: number;
  /** Nothing is read for so long after each message, so that a flood stays on the endpoint's side. */
  quietMs?: number;
  /** For the connection, and for the answer to the subscription. */
  answerMs?: number;
  /** Silence after which a sign of life is asked for; as much again without one ends the connection. */
  silenceMs?: number;
}

const DEFAULTS: Required<HeadSocketOptions> = {
  messageBytesMax: 256 * 1024,
  quietMs: 50,
  answerMs: 10_000,
  silenceMs: 30_000,
};

/** Other messages that may come before the answer to the subscription. */
const MESSAGES_BEFORE_ANSWER_MAX = 16;

const SUBSCRIBE = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_subscribe", params: ["newHeads"] });

/**
 * One connection to a ws(s) endpoint, subscribed to `newHeads`.
 * @throws Problem `config_invalid` when it is no such URL
 */
export function openHeadSocket(
  url: string,
  { onSubscribed, onMessage, onEnd }: HeadSocketEvents,
  options: HeadSocketOptions = {},
): { close(): void } {
  const endpoint = parseEndpointUrl(url);
  const { messageBytesMax, quietMs, answerMs, silenceMs } = { ...DEFAULTS, ...options };
  const socket = new WebSocket(`${endpoint.origin}${endpoint.path}`, {
    headers: endpoint.headers,
    handshakeTimeout: answerMs,
    maxPayload: messageBytesMax,
    perMessageDeflate: false,
    skipUTF8Validation: true,
  });
  let isOver = false;
  let isSubscribed = false;
  let isAlive = true;
  let unansweredCount = 0;
  let reading: NodeJS.Timeout | undefined;
  let answering: NodeJS.Timeout | undefined;
  let watching: NodeJS.Timeout | undefined;

  function close(): void {
    isOver = true;
    for (const timer of [reading, answering, watching]) clearTimeout(timer);
    socket.terminate();
  }

  function end(problem: Problem): void {
    if (isOver) return;
    close();
    onEnd(problem);
  }

  function watch(): void {
    if (isAlive) socket.ping();
    else end(unreachable(endpoint, `no sign of life for ${silenceMs} ms after it was asked for one`));
    isAlive = false;
  }

  socket.on("open", () => {
    socket.send(SUBSCRIBE);
    answering = setTimeout(() => end(unreachable(endpoint, "no answer to eth_subscribe in time")), answerMs);
    watching = setInterval(watch, silenceMs);
  });
  socket.on("pong", () => {
    isAlive = true;
  });
  socket.on("message", (data) => {
    if (isOver) return;
    isAlive = true;
    socket.pause();
    reading = setTimeout(() => socket.resume(), quietMs);
    if (isSubscribed) return onMessage();
    const answer = readAnswer(String(data), endpoint);
    if (answer instanceof Problem) return end(answer);
    if (answer === "none" && ++unansweredCount >= MESSAGES_BEFORE_ANSWER_MAX) {
      return end(
        new Problem("endpoint_malformed_answer", `${endpoint.name}: no answer to eth_subscribe among its messages`),
      );
    }
    if (answer !== "subscribed") return;
    isSubscribed = true;
    clearTimeout(answering);
    onSubscribed();
  });
  socket.on("unexpected-response", (request, { statusCode }) => {
    request.destroy();
    end(new Problem("endpoint_http_status", `${endpoint.name}: HTTP ${statusCode} instead of a WebSocket`));
  });
  // After our own `terminate` it still tells of what was cut short.
  socket.on("error", (error) => end(unreachable(endpoint, codeOf(error))));
  socket.on("close", (code) => end(unreachable(endpoint, `it closed the connection (${code})`)));
  return { close };
}

function readAnswer(text: string, endpoint: EndpointUrl): "subscribed" | "none" | Problem {
  const { error: refusal } = readAnswerBody(text);
  if (refusal !== undefined) {
    const said = endpoint.redact(formatRpcError(refusal));
    return new Problem("endpoint_refused", `${endpoint.name}: eth_subscribe: ${said}`);
  }
  return isAnswer(text) ? "subscribed" : "none";
}

function isAnswer(text: string): boolean {
  try {
    const message: unknown = JSON.parse(text);
    return typeof message === "object" && message !== null && "id" in message && "result" in message;
  } catch {
    return false;
  }
}

function unreachable(endpoint: EndpointUrl, fact: string): Problem {
  return new Problem("endpoint_unreachable", `${endpoint.name}: ${fact}`);
}

/** An error's own text may quote the URL. */
function codeOf(error: Error): string {
  const code: unknown = "code" in error ? error.code : undefined;
  // Without a code it is what `ws` says of a handshake: too late, or not one.
  return typeof code === "string" && /^[A-Z0-9_]{2,60}$/.test(code) ? code : "it opens no WebSocket";
}
