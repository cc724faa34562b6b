import swagger, { type StaticDocumentSpec } from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import { listProblemCodes } from "@redflag/domain/problem";
import type { FastifyInstance } from "fastify";
import type { OpenApiDocument } from "./openapi.ts";
import { statusOf } from "./problem-status.ts";

/** The page's own scripts and styles and nothing from elsewhere; the viewer writes styles of its own into it. */
const DOCS_CSP =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Its bar shows the viewer's maker, and asks for the document of another server. */
const PLAIN_CSS = ".swagger-ui .topbar { display: none }";

/** `/openapi.json`, the same for people under `/docs`, and `/problems`, which the `type` of every error points to. */
export async function addDocs(app: FastifyInstance, document: OpenApiDocument): Promise<void> {
  const text = JSON.stringify(document);
  app.get("/openapi.json", { exposeHeadRoute: true }, async (_, reply) =>
    reply.type("application/json; charset=utf-8").send(text),
  );

  const problems = problemsPage();
  app.get("/problems", { exposeHeadRoute: true }, async (_, reply) =>
    reply.type("text/html; charset=utf-8").send(problems),
  );

  await app.register(async (docs) => {
    docs.addHook("onSend", async (_, reply, payload) => {
      reply.header("content-security-policy", DOCS_CSP);
      return payload;
    });
    await docs.register(swagger, {
      mode: "static",
      specification: { document: document as unknown as StaticDocumentSpec["document"] },
    });
    await docs.register(swaggerUi, {
      routePrefix: "/docs",
      // The viewer's own validator is a web service: it would be told of this installation.
      uiConfig: { validatorUrl: null, deepLinking: true, tryItOutEnabled: false, persistAuthorization: false },
      theme: { title: "Redflag API", css: [{ filename: "plain.css", content: PLAIN_CSS }] },
    });
  });
}

function problemsPage(): string {
  const rows = listProblemCodes().map(
    ({ code, title, hint }) =>
      `<h2 id="${code}">${code}</h2>\n<p>${escapeHtml(title)}. Status ${statusOf(code)}.</p>\n<p>${escapeHtml(hint)}</p>`,
  );
  return `<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Redflag: problems</title>\n<h1>Problems</h1>\n${rows.join("\n")}\n</html>\n`;
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
