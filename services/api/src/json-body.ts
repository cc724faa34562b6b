import { Problem } from "@redflag/domain/problem";
import type { FastifyInstance } from "fastify";
import { InvalidRequest } from "./invalid-request.ts";

/**
 * JSON as RFC 8259 has it between systems: in UTF-8, and not compressed. Read loosely, a note would be kept with other characters
 * than were sent, and nobody told.
 */
export function takeJsonAlone(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser("error", "error");
  const utf8 = new TextDecoder("utf-8", { fatal: true });
  // A form of another page could send plain text without asking first.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, (request, body, done) => {
    const charset = /;\s*charset="?([^\s";]+)/i.exec(request.headers["content-type"] ?? "")?.[1];
    const encoding = request.headers["content-encoding"] ?? "identity";
    if (charset !== undefined && !/^utf-?8$/i.test(charset)) return done(unsupported("the body is not in UTF-8"));
    if (encoding !== "identity") return done(unsupported("the body is compressed"));
    let text: string;
    try {
      text = utf8.decode(body as Buffer);
    } catch {
      return done(new InvalidRequest([{ at: "", fault: "is not UTF-8" }]));
    }
    return parse(request, text, done);
  });
}

function unsupported(fact: string): Problem {
  return new Problem("media_type_unsupported", fact);
}
