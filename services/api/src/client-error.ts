import type { Socket } from "node:net";
import { Problem } from "@redflag/domain/problem";
import { InvalidRequest } from "./invalid-request.ts";
import { problemDocument } from "./problem-answer.ts";

/** What is not HTTP, or too much of it, never becomes a request: it is answered on the socket, in the same form as the rest. */
export function answerClientError(error: Error & { code?: string }, socket: Socket, requestId: string): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const document = problemDocument(problemOf(error.code), requestId);
  const body = JSON.stringify(document);
  const head = [
    `HTTP/1.1 ${document.status} ${document.title}`,
    "Content-Type: application/problem+json",
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    "Cache-Control: no-store",
    "X-Content-Type-Options: nosniff",
    "Connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}

function problemOf(code: string | undefined): Problem {
  switch (code) {
    case "HPE_HEADER_OVERFLOW":
      return new Problem("request_too_large", "the headers are longer than is taken");
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return new Problem("request_timed_out", "it did not come to its end");
    default:
      return new InvalidRequest([{ at: "headers", fault: "is not HTTP" }]);
  }
}
