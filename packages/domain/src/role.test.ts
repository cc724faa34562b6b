import { expect, test } from "vitest";
import { PERMISSIONS } from "./permission.ts";
import { permissionsOf, ROLES, rolesFit } from "./role.ts";

test("every permission belongs to some role", () => {
  expect([...permissionsOf(ROLES)].sort()).toEqual([...PERMISSIONS].sort());
});

test("several roles add up", () => {
  expect([...permissionsOf(["admin", "analyst"])].sort()).toEqual(
    [...new Set([...permissionsOf(["admin"]), ...permissionsOf(["analyst"])])].sort(),
  );
  expect(permissionsOf(["supervisor", "ops"])).toContain("subscribers:read");
  expect(permissionsOf(["supervisor", "ops"])).toContain("audit:read");
});

test("an exchange reads nothing of the people, the subscribers, the watchlists or the audit", () => {
  const own = permissionsOf(["exchange"]);
  for (const permission of PERMISSIONS) {
    if (/^(users|subscribers|audit|lists|watches):/.test(permission)) expect(own).not.toContain(permission);
  }
});

test.each([
  [["analyst"], true],
  [["analyst", "supervisor"], true],
  [["exchange"], true],
  [["exchange", "admin"], false],
  [["analyst", "analyst"], false],
  [[], false],
] as const)("%j fit together: %s", (roles, fits) => {
  expect(rolesFit(roles)).toBe(fits);
});
