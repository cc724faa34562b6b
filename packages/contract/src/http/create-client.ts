import { type Client, type ClientOptions, clientOf } from "./client.ts";
import { ROUTES } from "./routes.ts";

/** The API by its routes, in a browser as in Node. */
export function createClient(options: ClientOptions): Client {
  return clientOf(ROUTES, options);
}
