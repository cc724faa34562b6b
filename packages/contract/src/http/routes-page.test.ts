import { permissionsOf, ROLES } from "@redflag/domain/role";
import { expect, test } from "vitest";
import type { Route } from "./route.ts";
import { ROUTES } from "./routes.ts";

const INTRODUCTION = `<!-- Written by \`npx pnpm exec vitest run packages/contract/src/http/routes-page.test.ts -u\`. Do not edit. -->

# Who may call what

Every route of the API and every role. \`yes\` means that the role opens the route; what is shown there may still be less: an
exchange sees its own rows alone. An API key opens what its role and its scopes both do; the scope is the permission. Whoever
is not let in is told 401 without credentials, 403 with them. A sandbox's key is one of the role exchange.
\`services/api/src/access.test.ts\` tries every cell.`;

test("is told on docs/reference/routes.md; if not, run this test with -u", async () => {
  const roles = ROLES.map((role) => ({ role, permissions: permissionsOf([role]) }));
  const rows = Object.values<Route>(ROUTES).map(({ method, path, access, summary }) => {
    const cells = roles.map(({ permissions }) => (access === "public" || permissions.has(access) ? "yes" : "–"));
    const permission = access === "public" ? "none" : `\`${access}\``;
    const anonymous = access === "public" ? "yes" : "–";
    return `| \`${method} ${path}\` | ${summary} | ${permission} | ${anonymous} | ${cells.join(" | ")} |`;
  });
  const head = ["route", "what", "permission", "anonymous", ...ROLES];
  const table = [`| ${head.join(" | ")} |`, `|${" --- |".repeat(head.length)}`, ...rows].join("\n");
  await expect(`${INTRODUCTION}\n\n${table}\n`).toMatchFileSnapshot("../../../../docs/reference/routes.md");
});
