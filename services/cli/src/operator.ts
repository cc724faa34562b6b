import { userInfo } from "node:os";
import type { AuditContent } from "@redflag/domain/audit";
import type { ListChanger } from "@redflag/store/list-audit";

/** Who acts where a command does: the system, under the name of whoever runs the command on this machine. */
export function operator(): AuditContent["actor"] {
  return { kind: "system", id: "cli", name: systemUserName() };
}

/** The same as one who changes a list. */
export function changingOperator(action: ListChanger["action"], reason?: string): ListChanger {
  return { actor: operator(), action, at: new Date(), ...(reason !== undefined && { reason }) };
}

/** In a container, a user's number often has no name. */
function systemUserName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? "unknown"}`;
  }
}
