import type { OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** What came in, whole, before anything is answered. */
export interface ReceivedRequest {
  method: string;
  path: string;
  /** As the Host header says. */
  host: string;
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** What an answer has in hand: the response for what HTTP can say, the bare connection for what it cannot. */
export interface Answering {
  response: ServerResponse;
  /** Within TLS. */
  socket: Socket;
  /** Cuts the connection as a crash does, and not as an end. */
  reset(): void;
}

export type Answer = (answering: Answering, received: ReceivedRequest) => void;

export function respond(status: number, body = "", headers: OutgoingHttpHeaders = {}): Answer {
  return ({ response }) => response.writeHead(status, headers).end(body);
}

/** Bytes as they are, and then the end of the connection. */
export function sendRaw(bytes: string | Buffer): Answer {
  return ({ socket }) => socket.end(bytes);
}

/** Reads, and never answers. */
export const staySilent: Answer = () => undefined;

export const resetAtOnce: Answer = ({ reset }) => reset();

/** Breaks off after so much. */
export function resetAfter(bytes: string): Answer {
  return ({ socket, reset }) => socket.write(bytes, () => reset());
}

/** Sends the beginning, then one byte of `drop` after another, slowly and for ever. */
function drip(beginning: string, drop: string): Answer {
  return ({ socket }) => {
    socket.write(beginning);
    const timer = setInterval(() => socket.write(drop), 5);
    socket.on("close", () => clearInterval(timer));
  };
}

/** A header that never ends. */
export const dripHeaders: Answer = drip("HTTP/1.1 200 OK\r\nX-Slow: ", "a");

/** A status, and then a body that never ends. */
export function dripBody(status: number): Answer {
  return drip(`HTTP/1.1 ${status} Slow\r\nTransfer-Encoding: chunked\r\n\r\n`, "1\r\na\r\n");
}

/** As much as is taken, until the other side has had enough; `sent` is told how much that was. */
export function flood(beginning: string, piece: string, sent: (byteCount: number) => void = () => undefined): Answer {
  return ({ socket }) => {
    let byteCount = 0;
    const more = () => {
      while (!socket.destroyed && byteCount < 1e9) {
        byteCount += piece.length;
        if (!socket.write(piece)) break;
      }
    };
    socket.on("drain", more);
    socket.on("close", () => sent(byteCount));
    socket.write(beginning);
    more();
  };
}
