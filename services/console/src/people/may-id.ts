import type { Permission } from "@redflag/domain/permission";

type MayId<P> = P extends `${infer Area}:${infer Verb}` ? `people.may.${Area}.${Verb}` : "people.may.ownSession";

/** The message that says what a permission lets somebody do. The compiler asks for one of each. */
export function mayId(permission: Permission): MayId<Permission> {
  const [area, verb] = permission.split(":");
  return verb === undefined ? "people.may.ownSession" : (`people.may.${area}.${verb}` as MayId<Permission>);
}
