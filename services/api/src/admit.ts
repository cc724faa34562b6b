import type { Route } from "@redflag/contract/http/route";
import { Problem } from "@redflag/domain/problem";
import type { FastifyReply, FastifyRequest } from "fastify";
import { type ApiSettings, isSecure } from "./api-settings.ts";
import { type Authenticator, findCredential } from "./authenticate.ts";
import type { Caller } from "./caller.ts";
import { checkCsrfToken, refuseForeignOrigin } from "./csrf.ts";
import type { AuditFact } from "./handler.ts";
import type { RateLimits } from "./rate-limits.ts";
import type { RequestState } from "./request-state.ts";
import { readCookies } from "./session-cookie.ts";

export interface AdmitDeps {
  authenticator: Authenticator;
  limits: RateLimits;
  settings: ApiSettings;
}

/** Lets a request of this route in, or throws why not: before its body is read, so that nobody unknown makes us read one. */
export function admit(route: Route, deps: AdmitDeps) {
  const secure = isSecure(deps.settings);
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const cookies = readCookies(request.headers.cookie, secure);
    const state: RequestState = {
      route,
      caller: undefined,
      credential: undefined,
      cookies,
      fact: {},
      isRecorded: false,
    };
    request.state = state;
    if (route.access === "public") {
      await deps.limits.countAnonymous(request, reply);
      refuseForeignOrigin(fromBrowser(request, deps.settings));
      return;
    }
    const caller = await authenticate(request, reply, state, deps);
    state.caller = caller;
    state.fact = factOf(route, request.params);
    await deps.limits.countCaller(request, reply);
    if (caller.session !== undefined) {
      const sent = fromBrowser(request, deps.settings);
      refuseForeignOrigin(sent);
      checkCsrfToken(sent, caller.session.csrfToken);
    }
    if (!caller.permissions.has(route.access)) {
      throw new Problem("forbidden", `it needs the permission ${route.access}`);
    }
  };
}

/** What a caller who is refused from here on was after: whoever owns it can see that they tried. */
function factOf({ about, params }: Route, given: unknown): AuditFact {
  const parsed = about === undefined ? undefined : params?.safeParse(given);
  return parsed?.success ? { subject: `${about}:${parsed.data.id}` } : {};
}

/** Whoever shows nothing, or nothing that opens anything, is counted by address. */
async function authenticate(
  request: FastifyRequest,
  reply: FastifyReply,
  state: RequestState,
  { authenticator, limits }: AdmitDeps,
): Promise<Caller> {
  const credential = findCredential(request.headers.authorization, state.cookies);
  if (credential === undefined || credential === "malformed") {
    await limits.countAnonymous(request, reply);
    throw new Problem(
      "unauthenticated",
      credential === undefined
        ? "neither a key nor a session was sent"
        : "what was sent is neither a key nor a session",
    );
  }
  // A known key is not held up by those who guess from the same address.
  if (!authenticator.isTrusted(credential) && (await limits.isAnonymousExhausted(request))) {
    await limits.countAnonymous(request, reply);
  }
  try {
    const caller = await authenticator.authenticate(credential);
    state.credential = credential.secret;
    return caller;
  } catch (error) {
    if (error instanceof Problem && error.code === "unauthenticated") await limits.countAnonymous(request, reply);
    throw error;
  }
}

function fromBrowser({ method, headers, protocol, host }: FastifyRequest, { publicUrl }: ApiSettings) {
  return { method, headers, origin: publicUrl ?? `${protocol}://${host}` };
}
