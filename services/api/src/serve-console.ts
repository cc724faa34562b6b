import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

const YEAR_S = 365 * 86_400;

/**
 * Its own scripts, styles and fonts and nothing from elsewhere; no script or style in a page or an attribute. Charts and graphs
 * are saved as images by `blob:`.
 */
const CONSOLE_CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' blob:; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Paths of programs and of the reference: what is not there is said in their own way. */
const NOT_PAGES = /^\/(?:v1|docs|assets|openapi\.json|problems|healthz|readyz|metrics)(?:[/?]|$)/;

/** Serves the files that the pages load. The answer is the page, which finds out itself what it shows. */
export async function serveConsole(app: FastifyInstance, dir: string): Promise<(reply: FastifyReply) => FastifyReply> {
  const html = await readFile(join(dir, "index.html"), "utf8");
  await app.register(fastifyStatic, {
    root: join(dir, "assets"),
    prefix: "/assets/",
    index: false,
    preCompressed: true,
    // Their names hold the hash of what is in them.
    cacheControl: false,
    setHeaders: (reply) => reply.header("cache-control", `public, max-age=${YEAR_S}, immutable`),
  });
  return (reply) =>
    reply.code(200).header("content-security-policy", CONSOLE_CSP).type("text/html; charset=utf-8").send(html);
}

/** A browser asks for a page; a program that mistypes a path is told so. */
export function isConsolePath({ method, url, headers }: FastifyRequest): boolean {
  return method === "GET" && headers.accept?.includes("text/html") === true && !NOT_PAGES.test(url);
}
