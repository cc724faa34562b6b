import type { Role } from "@redflag/domain/role";
import { expect, test } from "vitest";
import { personOf } from "./oidc-person.ts";

const CONFIG = {
  groupsClaim: "groups",
  rolesByGroup: new Map<string, readonly Role[]>([
    ["fiu", ["analyst"]],
    ["leads", ["supervisor", "analyst"]],
  ]),
};

function person(idToken: Record<string, unknown>, userInfo: Record<string, unknown> = {}) {
  return personOf({ issuer: "https://sso.example", subject: "1", idToken, userInfo }, CONFIG);
}

test("roles are those of all groups, each once", () => {
  expect(person({ groups: ["leads", "fiu", "choir"] }).roles).toEqual(["analyst", "supervisor"]);
  expect(person({ groups: "fiu" }).roles).toEqual(["analyst"]);
  expect(person({}, { groups: ["fiu"] }).roles).toEqual(["analyst"]);
  for (const groups of [undefined, null, [], ["toString", 7, null, ["fiu"]], { fiu: true }]) {
    expect(person({ groups }).roles).toEqual([]);
  }
});

test("groups of the ID token count before those of userinfo", () => {
  expect(person({ groups: [] }, { groups: ["leads"] }).roles).toEqual([]);
});

test("an email counts only with the word that it is verified, from the same source", () => {
  expect(person({ email: "Ada@FIU.example", email_verified: true }).email).toBe("ada@fiu.example");
  expect(person({ email: "ada@fiu.example" }, { email: "eve@fiu.example", email_verified: true }).email).toBe(
    "eve@fiu.example",
  );
  expect(person({ email: "ada@fiu.example" }, { email_verified: true }).email).toBeUndefined();
  for (const word of [false, "false", undefined, null, 0, "yes"]) {
    expect(person({ email: "ada@fiu.example", email_verified: word }).email).toBeUndefined();
  }
  for (const word of [true, 1, "1"]) {
    expect(person({ email: "ada@fiu.example", xms_edov: word }).email).toBe("ada@fiu.example");
  }
  expect(person({ email: "not an address", email_verified: true }).email).toBeUndefined();
});

test("a name that hides characters is left out", () => {
  expect(person({ name: "Ada Okafor" }).name).toBe("Ada Okafor");
  expect(person({ name: "Ada\u202erofakO" }).name).toBeUndefined();
  expect(person({}, { name: "A. Okafor" }).name).toBe("A. Okafor");
});
