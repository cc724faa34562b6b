import { createSign, generateKeyPairSync, type KeyObject } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type AccountClaims, type Adapter, type AdapterPayload, Provider } from "oidc-provider";

export const CLIENT_ID = "redflag";
export const CLIENT_SECRET = "a-secret-of-the-test";
const SCOPES = "openid email profile groups";

type Claims = Record<string, unknown>;

export interface OidcTestProvider {
  issuer: string;
  /** What it says of each account, by subject. */
  accounts: Map<string, Claims>;
  /** Who signs in at the next interaction; undefined refuses, as somebody who presses Cancel does. */
  signingIn: { subject: string | undefined };
  /** How it lies about the next ID tokens; undefined is honest. */
  lie: { forge?: ((claims: Claims) => { claims: Claims; key: KeyObject }) | undefined };
  /** All that its token endpoint has answered. */
  tokenAnswers: string[];
  /** What it really signs with. */
  key: KeyObject;
  /** No answer to any further connection, until `start`. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** A real OpenID provider on loopback, whose people sign in without being asked. */
export async function startOidcTestProvider(redirectUri: string): Promise<OidcTestProvider> {
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const issuer = `http://127.0.0.1:${port}`;
  const accounts = new Map<string, Claims>();
  const signingIn: OidcTestProvider["signingIn"] = { subject: undefined };
  const lie: OidcTestProvider["lie"] = {};
  const tokenAnswers: string[] = [];
  const key = newSigningKey();

  const provider = new Provider(issuer, {
    adapter: inMemory(),
    clients: [{ client_id: CLIENT_ID, client_secret: CLIENT_SECRET, redirect_uris: [redirectUri] }],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"], groups: ["groups"] },
    jwks: { keys: [{ ...key.export({ format: "jwk" }), kid: "honest", use: "sig", alg: "RS256" }] },
    cookies: { keys: ["a key of the test"] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    ttl: { Interaction: 60, Session: 60, Grant: 60, AccessToken: 60, IdToken: 60, AuthorizationCode: 60 },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_context, subject) => ({
      accountId: subject,
      claims: async () => ({ sub: subject, ...accounts.get(subject) }) as AccountClaims,
    }),
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({
        clientId: CLIENT_ID,
        ...(oidc.session?.accountId !== undefined && { accountId: oidc.session.accountId }),
      });
      grant.addOIDCScope(SCOPES);
      await grant.save();
      return grant;
    },
  });
  const handle = provider.callback();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url?.startsWith("/interaction/")) {
      const { subject } = signingIn;
      const result = subject === undefined ? { error: "access_denied" } : { login: { accountId: subject } };
      await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
      return;
    }
    if (request.url === "/token") {
      const { forge } = lie;
      answerWith(response, (text) => {
        const said = forge === undefined ? text : falsified(text, forge);
        tokenAnswers.push(said);
        return said;
      });
    }
    await handle(request, response);
  }

  return {
    issuer,
    accounts,
    signingIn,
    lie,
    tokenAnswers,
    key,
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
    async start() {
      await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    },
  };
}

export function newSigningKey(): KeyObject {
  return generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
}

/** Sends what becomes of an answer in its place. */
function answerWith(response: ServerResponse, change: (text: string) => string): void {
  const end = response.end.bind(response);
  response.end = ((text: string | Buffer) => {
    const said = change(text.toString());
    response.setHeader("content-length", Buffer.byteLength(said));
    return end(said);
  }) as typeof response.end;
}

/** The answer with another ID token, in the place and with the header of the real one. */
function falsified(text: string, forge: NonNullable<OidcTestProvider["lie"]["forge"]>): string {
  const body = JSON.parse(text);
  const [header = "", payload = ""] = String(body.id_token).split(".");
  const { claims, key } = forge(JSON.parse(Buffer.from(payload, "base64url").toString()));
  const signed = `${header}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}`;
  const signature = createSign("RSA-SHA256").update(signed).sign(key, "base64url");
  return JSON.stringify({ ...body, id_token: `${signed}.${signature}` });
}

/** All that the provider keeps, for as long as it lives. */
function inMemory(): (model: string) => Adapter {
  const kept = new Map<string, AdapterPayload>();
  const find = (isMeant: (payload: AdapterPayload) => boolean) => [...kept.values()].find(isMeant);
  return (model) => ({
    upsert: async (id, payload) => void kept.set(`${model}:${id}`, payload),
    find: async (id) => kept.get(`${model}:${id}`),
    findByUid: async (uid) => find((payload) => payload.kind === model && payload.uid === uid),
    findByUserCode: async (code) => find((payload) => payload.userCode === code),
    destroy: async (id) => void kept.delete(`${model}:${id}`),
    async consume(id) {
      const payload = kept.get(`${model}:${id}`);
      if (payload !== undefined) kept.set(`${model}:${id}`, { ...payload, consumed: 1 });
    },
    async revokeByGrantId(grantId) {
      for (const [key, payload] of kept) if (payload.grantId === grantId) kept.delete(key);
    },
  });
}
