import { Problem } from "@redflag/domain/problem";
import type { OidcConfig } from "@redflag/runtime/config";
import * as client from "openid-client";

/** For each request to the provider. */
const TIMEOUT_S = 10;
/** How far the provider's clock may be from ours. */
const CLOCK_TOLERANCE_S = 60;

export interface OidcFlow {
  state: string;
  nonce: string;
  codeVerifier: string;
}

/** What the provider's redirect brought; hostile until it is checked. */
export interface OidcReturn {
  code?: string | undefined;
  state?: string | undefined;
  iss?: string | undefined;
  error?: string | undefined;
}

/** What the provider says of a person: the ID token's claims, and those of the userinfo endpoint where it was asked. */
export interface OidcClaims {
  issuer: string;
  subject: string;
  idToken: Readonly<Record<string, unknown>>;
  userInfo: Readonly<Record<string, unknown>>;
}

export interface OidcClient {
  /** @throws Problem `oidc_unavailable` */
  begin(): Promise<OidcFlow & { url: URL }>;
  /** @throws Problem `oidc_unavailable`, `oidc_refused` */
  finish(returned: OidcReturn, flow: OidcFlow): Promise<OidcClaims>;
}

/**
 * Speaks to the provider. It is discovered when somebody first signs in, and again at the next sign-in while that fails: a
 * provider that is down when Redflag starts is no reason not to start.
 */
export function createOidcClient(oidc: OidcConfig): OidcClient {
  const redirectUri = `${oidc.publicUrl}/v1/oidc/callback`;
  const issuer = new URL(oidc.issuer);
  let discovered: Promise<client.Configuration> | undefined;

  function discover(): Promise<client.Configuration> {
    discovered ??= ask().catch((error: unknown) => {
      discovered = undefined;
      throw unavailable(error);
    });
    return discovered;
  }

  async function ask(): Promise<client.Configuration> {
    const metadata = { [client.clockTolerance]: CLOCK_TOLERANCE_S };
    const config = await client.discovery(issuer, oidc.clientId, metadata, withSecret(oidc.clientSecret), {
      timeout: TIMEOUT_S,
      execute: [
        // Without it a token that came straight from the provider counts as signed, whatever its signature is.
        client.enableNonRepudiationChecks,
        ...(issuer.protocol === "http:" ? [client.allowInsecureRequests] : []),
      ],
    });
    // The library lets some providers speak for every tenant of theirs; only the one that was configured may.
    const named = config.serverMetadata().issuer;
    if (URL.parse(named)?.href !== issuer.href) {
      throw new Problem("oidc_unavailable", "the provider calls itself by another issuer than REDFLAG_OIDC_ISSUER");
    }
    return config;
  }

  return {
    async begin() {
      const config = await discover();
      const flow = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        codeVerifier: client.randomPKCECodeVerifier(),
      };
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: scopeOf(config.serverMetadata(), oidc.groupsClaim),
        state: flow.state,
        nonce: flow.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(flow.codeVerifier),
        code_challenge_method: "S256",
      });
      return { ...flow, url };
    },

    async finish(returned, flow) {
      const config = await discover();
      const url = new URL(redirectUri);
      for (const name of ["code", "state", "iss", "error"] as const) {
        const value = returned[name];
        if (value !== undefined) url.searchParams.set(name, value);
      }
      try {
        const tokens = await client.authorizationCodeGrant(config, url, {
          pkceCodeVerifier: flow.codeVerifier,
          expectedState: flow.state,
          expectedNonce: flow.nonce,
          idTokenExpected: true,
        });
        const idToken = tokens.claims();
        if (idToken === undefined) throw new Problem("oidc_refused", "the provider gave no ID token");
        const isWhole = ["email", "email_verified", oidc.groupsClaim].every((claim) => claim in idToken);
        const hasMore = !isWhole && config.serverMetadata().userinfo_endpoint !== undefined;
        const userInfo = hasMore ? await client.fetchUserInfo(config, tokens.access_token, idToken.sub) : {};
        return { issuer: config.serverMetadata().issuer, subject: idToken.sub, idToken: { ...idToken }, userInfo };
      } catch (error) {
        throw isOutage(error) ? unavailable(error) : refused(error);
      }
    },
  };
}

/** By the method that the provider names; without a word from it, the one that OpenID Connect makes the default. */
function withSecret(secret: string): client.ClientAuth {
  const [post, basic] = [client.ClientSecretPost(secret), client.ClientSecretBasic(secret)];
  return (server, ...rest) => {
    const isPost = server.token_endpoint_auth_methods_supported?.includes("client_secret_post");
    return (isPost ? post : basic)(server, ...rest);
  };
}

/** Some providers give groups only where a scope of that name is asked for, others refuse a scope that they do not know. */
function scopeOf({ scopes_supported: known }: client.ServerMetadata, groupsClaim: string): string {
  return ["openid", "email", "profile", ...(known?.includes(groupsClaim) ? [groupsClaim] : [])].join(" ");
}

function isOutage(error: unknown): boolean {
  if (error instanceof TypeError) return error.message === "fetch failed";
  if (!(error instanceof client.ClientError)) return false;
  if (error.code === "OAUTH_TIMEOUT") return true;
  return error.cause instanceof Response && error.cause.status >= 500;
}

function unavailable(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem("oidc_unavailable", `the provider could not be asked (${wordOf(error)})`, { cause: error });
}

function refused(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem("oidc_refused", `the provider's answer was not accepted (${wordOf(error)})`, { cause: error });
}

/** A code of the library or of RFC 6749, never free text: that is the provider's or the browser's, and may hold anything. */
function wordOf(error: unknown): string {
  const { error: answer, code } = error as { error?: unknown; code?: unknown };
  const word = [answer, code].find((each) => typeof each === "string" && /^[A-Za-z_]{1,60}$/.test(each));
  return typeof word === "string" ? word : "no answer";
}
