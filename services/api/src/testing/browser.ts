import type { Caller } from "@redflag/contract/http/routes/sessions";

export interface Reply {
  status: number;
  /** The problem's code; undefined when all is well. */
  code?: string;
  body: unknown;
  headers: Headers;
}

interface Sent {
  body?: unknown;
  headers?: Record<string, string>;
}

/** A browser's part: it keeps cookies by host, and shows them as it would. Redirects are not followed by themselves. */
export class Browser {
  readonly #publicUrl: URL;
  readonly #serverUrl: string;
  readonly #cookies = new Map<string, Map<string, string>>();
  csrfToken: string | undefined;

  /** @param serverUrl where the host of `publicUrl` really listens */
  constructor(publicUrl: URL, serverUrl: string) {
    this.#publicUrl = publicUrl;
    this.#serverUrl = serverUrl;
  }

  /** The cookies that it holds for the API. */
  get cookies(): Map<string, string> {
    return this.#jarOf(this.#publicUrl);
  }

  async send(method: string, path: string, { body, headers }: Sent = {}): Promise<Reply> {
    const response = await this.visit(new URL(path, this.#publicUrl), {
      method,
      headers: {
        ...(body !== undefined && { "content-type": "application/json" }),
        ...(this.csrfToken !== undefined && { "x-csrf-token": this.csrfToken }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return replyOf(response);
  }

  async signIn(email: string, password: string): Promise<Reply> {
    const reply = await this.send("POST", "/v1/session", { body: { email, password } });
    if (reply.status === 200) this.csrfToken = (reply.body as Caller).csrfToken;
    return reply;
  }

  async visit(url: URL, init: RequestInit = {}): Promise<Response> {
    const jar = this.#jarOf(url);
    const headers = new Headers(init.headers);
    if (jar.size > 0) headers.set("cookie", [...jar].map((pair) => pair.join("=")).join("; "));
    const place = url.origin === this.#publicUrl.origin ? new URL(url.pathname + url.search, this.#serverUrl) : url;
    const response = await fetch(place, { ...init, headers, redirect: "manual" });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      const isGone = value === "" || /max-age=0|expires=Thu, 01 Jan 1970/i.test(line);
      if (isGone) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  /** Follows redirects from `url` until one leads to where `isEnd` says, which is not visited. */
  async follow(url: URL, isEnd: (url: URL) => boolean): Promise<URL> {
    let at = url;
    for (let hops = 0; hops < 10; hops++) {
      if (isEnd(at)) return at;
      const response = await this.visit(at);
      const location = response.headers.get("location");
      if (location === null) throw new Error(`${at.pathname} answered ${response.status}: ${await response.text()}`);
      at = new URL(location, at);
    }
    throw new Error(`redirected without end, last to ${at.href}`);
  }

  #jarOf({ origin }: URL): Map<string, string> {
    const jar = this.#cookies.get(origin) ?? new Map<string, string>();
    this.#cookies.set(origin, jar);
    return jar;
  }
}

export async function replyOf(response: Response): Promise<Reply> {
  const text = await response.text();
  const body = text === "" ? undefined : JSON.parse(text);
  const code = (body as { code?: string } | undefined)?.code;
  return { status: response.status, ...(code !== undefined && { code }), body, headers: response.headers };
}
