import type { finishOidc } from "@redflag/contract/http/routes/sessions";
import { Problem } from "@redflag/domain/problem";
import type { OidcConfig } from "@redflag/runtime/config";
import type { Logger } from "@redflag/runtime/logger";
import { hashToken, newSessionToken } from "@redflag/runtime/secret-token";
import type { Database } from "@redflag/store/database";
import { insertOidcFlow, takeOidcFlow } from "@redflag/store/oidc-flow";
import { inTransaction } from "@redflag/store/transaction";
import type { Answer, Call, Cookie, Handlers } from "../handler.ts";
import { type OidcCause, settleAccount } from "../oidc-account.ts";
import { createOidcClient, type OidcClaims } from "../oidc-client.ts";
import { personOf } from "../oidc-person.ts";
import { openSession } from "../open-session.ts";

export interface OidcDeps {
  staff: Database;
  /** Absent: nobody signs in with OpenID Connect. */
  oidc?: OidcConfig;
  log: Logger;
}

type OidcRoutes = "getSignIn" | "startOidc" | "finishOidc";
type FinishCall = Call<typeof finishOidc>;
type FinishAnswer = Answer<typeof finishOidc>;

/** How long somebody may take to sign in at the provider. */
const FLOW_LIFE_S = 10 * 60;

/** Holds the half of a sign-in that never leaves the browser that began it. */
const OIDC_COOKIE = "redflag_oidc";
const FORGET: Cookie = { name: OIDC_COOKIE, value: "", maxAgeS: 0 };

const FACTS: Readonly<Record<OidcCause, string>> = {
  no_role: "none of this person's groups gives a role here",
  disabled: "the account is disabled here",
  email_unverified: "the provider does not say that this person's email is verified",
  email_taken: "somebody else has an account here with this email; an admin must settle whose it is",
};

export function oidcHandlers({ staff, oidc, log }: OidcDeps): Pick<Handlers, OidcRoutes> {
  const provider = oidc && { config: oidc, client: createOidcClient(oidc) };

  return {
    async getSignIn() {
      return { body: { password: true, oidc: provider !== undefined } };
    },

    async startOidc(call) {
      const { url, state, nonce, codeVerifier } = await getProvider().client.begin();
      const browser = newSessionToken();
      const expiresAt = new Date(call.now.getTime() + FLOW_LIFE_S * 1000);
      return call.write(async (tx) => {
        await insertOidcFlow(tx, {
          stateHash: flowHash(state, browser),
          nonce,
          codeVerifier,
          now: call.now,
          expiresAt,
        });
        return { location: url.href, cookies: [{ name: OIDC_COOKIE, value: browser, maxAgeS: FLOW_LIFE_S }] };
      });
    },

    async finishOidc(call) {
      const { config, client } = getProvider();
      const { query, cookies, now } = call;
      const { state } = query;
      const browser = cookies[OIDC_COOKIE];
      const flow =
        state === undefined || browser === undefined
          ? undefined
          : await inTransaction(staff, (tx) => takeOidcFlow(tx, flowHash(state, browser), now));
      if (state === undefined || flow === undefined) {
        return refuse(
          call,
          "flow_unknown",
          "this sign-in was not begun in this browser, or was used, or took too long",
        );
      }

      let claims: OidcClaims;
      try {
        claims = await client.finish(query, { state, ...flow });
      } catch (error) {
        if (error instanceof Problem) return refuse(call, "provider", error);
        throw error;
      }

      const person = personOf(claims, config);
      const known = { issuer: person.issuer, oidcSubject: person.subject };
      try {
        return await call.write(async (tx) => {
          const settled = await settleAccount(tx, person, now);
          if (!settled.isOpen) {
            const { cause, userId } = settled;
            return refusal(call, cause, new Problem("oidc_refused", FACTS[cause]), { userId, known });
          }
          const { user, isNew } = settled;
          call.tell({
            subject: `user:${user.id}`,
            actor: { kind: "user", id: user.id, name: user.email },
            detail: { ...known, isNew, roles: user.roles },
          });
          const session = await openSession(tx, user, call);
          return { location: `${config.publicUrl}/`, cookies: [session.cookie, FORGET] };
        });
      } catch (error) {
        // The account was made by another sign-in at this moment, or the groups take the last admin away.
        if (!(error instanceof Problem) || !["user_exists", "last_admin"].includes(error.code)) throw error;
        return refuse(call, error.code, `${error.title}: ${error.hint}`, known);
      }
    },
  };

  function getProvider() {
    if (provider === undefined) throw new Problem("oidc_unavailable", "no provider is configured");
    return provider;
  }

  function refuse(call: FinishCall, cause: string, fact: string | Problem, known: object = {}): Promise<FinishAnswer> {
    const problem = fact instanceof Problem ? fact : new Problem("oidc_refused", fact);
    return call.write(async () => refusal(call, cause, problem, { known }));
  }

  /** What the audit and the log are told, and the browser. */
  function refusal(
    call: FinishCall,
    cause: string,
    problem: Problem,
    { userId, known }: { userId?: string | undefined; known: object },
  ): FinishAnswer {
    const { code, detail } = problem;
    log.warn({ msg: "sign-in by OpenID Connect refused", requestId: call.requestId, code, cause, detail });
    call.tell({
      ...(userId !== undefined && { subject: `user:${userId}` }),
      detail: { ...known, cause, fact: detail },
    });
    return { refusal: problem, cookies: [FORGET] };
  }
}

/**
 * Under which a flow is kept: only the browser that began it has both halves. The state alone, which passes through
 * addresses and the provider's logs, neither finds it nor uses it up.
 */
function flowHash(state: string, browser: string): Buffer {
  return hashToken(`${state}.${browser}`);
}
