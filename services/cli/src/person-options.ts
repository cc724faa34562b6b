import { Email, Id, Name } from "@redflag/contract/http/fields";
import { PERMISSIONS, type Permission } from "@redflag/domain/permission";
import { ROLES, type Role } from "@redflag/domain/role";
import { InvalidArgumentError, Option } from "commander";

export function parseEmail(text: string): string {
  const { data } = Email.safeParse(text);
  if (data === undefined) throw new InvalidArgumentError("an email such as ada@fiu.example is expected");
  return data;
}

export function parseName(text: string): string {
  const { data } = Name.safeParse(text);
  if (data === undefined) {
    throw new InvalidArgumentError("1 to 100 visible characters are expected, and single spaces between them");
  }
  return data;
}

export function parseId(text: string): string {
  const { data } = Id.safeParse(text);
  if (data === undefined)
    throw new InvalidArgumentError("an id such as 0b6f5c1e-6c1a-4a58-9d57-3b0a1f3f9c11 is expected");
  return data.toLowerCase();
}

/** `--role`, once for each. */
export function rolesOption(): Option {
  return new Option("--role <role>", `what the person may be; again for another (${ROLES.join(", ")})`)
    .argParser(collect<Role>("role", ROLES))
    .makeOptionMandatory();
}

/** `--scope`, once for each. */
export function scopesOption(): Option {
  return new Option("--scope <scope>", `what the key opens; again for another (${PERMISSIONS.join(", ")})`)
    .argParser(collect<Permission>("scope", PERMISSIONS))
    .makeOptionMandatory();
}

export function subscriberOption(description: string): Option {
  return new Option("--subscriber <name>", description).argParser(parseName);
}

export function passwordStdinOption(): Option {
  return new Option("--password-stdin", "take the password from standard input, in one line, and ask nothing");
}

function collect<T extends string>(noun: string, legal: readonly T[]) {
  return (text: string, before: readonly T[] = []): readonly T[] => {
    const word = legal.find((each) => each === text);
    if (word === undefined) throw new InvalidArgumentError(`a ${noun} is one of ${legal.join(", ")}`);
    return before.includes(word) ? before : [...before, word];
  };
}
