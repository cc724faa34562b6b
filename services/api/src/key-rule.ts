import type { Permission } from "@redflag/domain/permission";
import { Problem } from "@redflag/domain/problem";
import { permissionsOf, type Role } from "@redflag/domain/role";
import type { Caller } from "./caller.ts";

export interface WantedKey {
  role: Role;
  scopes: readonly Permission[];
  subscriberId?: string;
}

/**
 * What a key may be, given who makes it. It gets what its role gives, and nothing that its maker lacks, unless the maker
 * may add people: whoever can make somebody a supervisor gains nothing by a supervisor's key. A key never hands on the right
 * to make keys, so that revoking it and what it made (`createdBy`) ends what was taken with it.
 * @returns the subscriber that the key belongs to; whether there is such a one is not looked at
 * @throws Problem `key_exceeds_maker`, `roles_invalid`, `forbidden`
 */
export function checkKey(
  { role, scopes, subscriberId }: WantedKey,
  maker: Pick<Caller, "kind" | "permissions" | "subscriberId">,
): string | undefined {
  refuse(`the role ${role} does not give`, scopes, (scope) => permissionsOf([role]).has(scope));
  if (maker.subscriberId !== undefined) {
    if (role !== "exchange") throw new Problem("forbidden", `an exchange makes keys of the role exchange, not ${role}`);
    if (subscriberId !== undefined && subscriberId !== maker.subscriberId) {
      throw new Problem("not_found", `no subscriber has the id ${subscriberId}`);
    }
  } else if ((role === "exchange") !== (subscriberId !== undefined)) {
    const fact = subscriberId === undefined ? "exchange without a subscriber" : `${role} with a subscriber`;
    throw new Problem("roles_invalid", fact);
  }
  if (maker.kind === "key") {
    refuse("a key cannot give on", scopes, (scope) => scope !== "keys:write");
  }
  if (!maker.permissions.has("users:write")) {
    refuse("its maker does not have", scopes, (scope) => maker.permissions.has(scope));
  }
  return maker.subscriberId ?? subscriberId;
}

function refuse(fact: string, scopes: readonly Permission[], isFit: (scope: Permission) => boolean): void {
  const excess = scopes.filter((scope) => !isFit(scope));
  if (excess.length > 0) throw new Problem("key_exceeds_maker", `${fact} ${excess.join(", ")}`);
}
