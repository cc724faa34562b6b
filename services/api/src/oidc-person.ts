import { Email, Name } from "@redflag/contract/http/fields";
import { ROLES, type Role } from "@redflag/domain/role";
import type { OidcConfig } from "@redflag/runtime/config";
import type { OidcClaims } from "./oidc-client.ts";

/** Somebody whom the provider vouches for. */
export interface OidcPerson {
  issuer: string;
  subject: string;
  /** Absent: none that the provider says it has verified. */
  email?: string;
  name?: string;
  /** Empty: none of the groups is mapped. */
  roles: readonly Role[];
}

export function personOf(
  { issuer, subject, idToken, userInfo }: OidcClaims,
  { groupsClaim, rolesByGroup }: Pick<OidcConfig, "groupsClaim" | "rolesByGroup">,
): OidcPerson {
  const groups = listOf(idToken[groupsClaim] ?? userInfo[groupsClaim]);
  const given = new Set(groups.flatMap((group) => rolesByGroup.get(group) ?? []));
  const email = findEmail(idToken) ?? findEmail(userInfo);
  const name = Name.safeParse(idToken.name ?? userInfo.name).data;
  return {
    issuer,
    subject,
    ...(email !== undefined && { email }),
    ...(name !== undefined && { name }),
    roles: ROLES.filter((role) => given.has(role)),
  };
}

/** An address and the word that it is verified count only together, from one source. Entra ID's word is `xms_edov`. */
function findEmail(claims: Readonly<Record<string, unknown>>): string | undefined {
  const isVerified = [claims.email_verified, claims.xms_edov].some(
    (word) => word === true || word === 1 || word === "1",
  );
  return isVerified ? Email.safeParse(claims.email).data : undefined;
}

function listOf(groups: unknown): string[] {
  return [groups].flat().filter((group) => typeof group === "string");
}
