import { createServer, type IncomingMessage, type Server } from "node:http";
import { judgeWebhook, type WebhookVerdict } from "./judge-webhook.ts";

/** Redflag sends less than 20 kB. */
const BODY_BYTES_MAX = 64 * 1024;

/** One request, what was made of it, and what it was answered. */
export interface HeardWebhook {
  verdict: WebhookVerdict;
  body: string;
  /** How often its id has come, with this one. */
  count: number;
  answered: number;
}

export interface ListenerOptions {
  secrets: readonly string[];
  /** To every webhook that is verified. */
  status: number;
  onHeard: (heard: HeardWebhook) => void;
}

/** A receiver that keeps nothing: each id that it has heard is remembered as long as it runs. */
export function createWebhookListener({ secrets, status, onHeard }: ListenerOptions): Server {
  const counts = new Map<string, number>();
  return createServer((request, response) => {
    hear(request).then(
      ({ verdict, body, refusal }) => {
        const id = "id" in verdict ? verdict.id : undefined;
        const count = id === undefined ? 0 : (counts.get(id) ?? 0) + 1;
        if (id !== undefined) counts.set(id, count);
        const answered = refusal ?? status;
        if (answered === 413) response.setHeader("connection", "close");
        response.writeHead(answered).end();
        onHeard({ verdict, body, count, answered });
      },
      // It hung up before all had come.
      () => response.destroy(),
    );
  });

  async function hear(
    request: IncomingMessage,
  ): Promise<{ verdict: WebhookVerdict; body: string; refusal: number | undefined }> {
    const refused = (why: string, refusal: number) => ({ verdict: { refused: why }, body: "", refusal });
    if (request.method !== "POST") return refused(`it is a ${request.method}, and webhooks are a POST`, 405);
    const body = await readBody(request);
    if (body === undefined) return refused(`its body is longer than ${BODY_BYTES_MAX} bytes`, 413);
    const verdict = judgeWebhook(request.headers, body, secrets, new Date());
    return { verdict, body, refusal: "refused" in verdict ? 401 : undefined };
  }
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > BODY_BYTES_MAX) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
