import type { Client, ClientOptions } from "@redflag/contract/http/client";
import { createClient } from "@redflag/contract/http/create-client";

export interface SignedIn {
  client: Client;
  /** For what the client does not do: streams. */
  options: ClientOptions;
}

/**
 * A person with a session: its cookie goes with every call, as a browser sends it.
 * @throws ApiProblem for what the API refuses
 */
export async function signIn(baseUrl: string, email: string, password: string): Promise<SignedIn> {
  let cookie = "";
  let csrfToken: string | undefined;
  const options: ClientOptions = {
    baseUrl,
    csrfToken: () => csrfToken,
    async fetch(url, init) {
      const headers = new Headers(init?.headers);
      if (cookie !== "") headers.set("cookie", cookie);
      const response = await fetch(url, { ...init, headers });
      const [set] = response.headers.getSetCookie();
      if (set !== undefined) cookie = set.split(";")[0] ?? "";
      return response;
    },
  };
  const client = createClient(options);
  csrfToken = (await client.createSession({ body: { email, password } })).body.csrfToken;
  return { client, options };
}
