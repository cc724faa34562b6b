import routes from "virtual:route-table";
import { type Client, clientOf } from "@redflag/contract/http/client";

/** Known after the sign-in; a session that ended and began again has another. */
let csrfToken: string | undefined;

export function setCsrfToken(token: string | undefined): void {
  csrfToken = token;
}

export const api: Client = clientOf(routes, { baseUrl: "", csrfToken: () => csrfToken });
