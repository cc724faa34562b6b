import { ROLES, type Role } from "@redflag/domain/role";
import { z } from "zod";

/** Roles that a group may give. `exchange` belongs to one subscriber, which no group says. */
const GROUP_ROLES = ROLES.filter((role) => role !== "exchange");
const LOOPBACK: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** As the provider's own metadata writes it; they are compared letter by letter. */
export const issuerUrl = z.string().refine(
  (text) => {
    const url = URL.parse(text);
    if (url === null || url.search !== "" || url.hash !== "" || url.username !== "") return false;
    return url.protocol === "https:" || (url.protocol === "http:" && LOOPBACK.has(url.hostname));
  },
  { error: "is not a URL that begins with https:// (http:// only on loopback) and has no user, ? or #" },
);

/** `group=role,…` → the roles of each group. A group's name may hold `=`: the last one counts. */
export const groupRoles = z.string().transform((text, context): ReadonlyMap<string, readonly Role[]> => {
  const byGroup = new Map<string, Role[]>();
  for (const part of text.split(",")) {
    const at = part.lastIndexOf("=");
    const group = part.slice(0, Math.max(at, 0)).trim();
    const word = part.slice(at + 1).trim();
    const role = GROUP_ROLES.find((each) => each === word);
    const roles = byGroup.get(group) ?? [];
    if (group === "") fault(`has "${part.trim()}" where group=role is wanted`);
    else if (word === "exchange") fault("gives exchange, which belongs to one subscriber and comes from no group");
    else if (role === undefined) fault(`gives "${word}", which is none of ${GROUP_ROLES.join(", ")}`);
    else if (roles.includes(role)) fault(`gives ${group}=${role} twice`);
    else byGroup.set(group, [...roles, role]);
  }
  return byGroup;

  function fault(message: string): void {
    context.addIssue({ code: "custom", message });
  }
});
