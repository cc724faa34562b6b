import type { DemoPerson } from "./demo-people.ts";

/** Where to look and with what, as lines of less than 80 characters. */
export function welcomeText(port: number, portTaken: number | undefined, people: readonly DemoPerson[]): string[] {
  const taken = portTaken === undefined ? "" : `  (port ${portTaken} is taken)`;
  return [
    "",
    `open http://127.0.0.1:${port}/ and sign in${taken}`,
    ...people.map(({ role, email, password }) => `  ${role.padEnd(11)} ${email.padEnd(24)} ${password}`),
    "the passwords are this demo's alone, and end with it",
    "",
  ];
}
