import { expect, test } from "vitest";
import { SECRET_NAMES } from "./config.ts";
import { VARIABLES } from "./config-variables.ts";

const INTRODUCTION = `<!-- Written by \`npx pnpm exec vitest run packages/runtime/src/configuration-page.test.ts -u\`. Do not edit. -->

# Every variable

Redflag is configured by environment variables. An empty one counts as unset; a name that means nothing, or a value that does not fit, stops
whatever is started, with every fault at once. \`npx pnpm redflag doctor\` checks them against the world.

**Secrets need not stand in a variable**: what has _or a file_ beside it may be given as \`…_FILE\` instead, a file with the value. Such files have
mode 600 or 640: what every user of the machine may open is refused.`;

const SECTIONS = {
  chains: "Chains",
  data: "Where data lies",
  api: "API, console and exchanges",
  people: "People of an OpenID provider ([how](../guides/sign-in.md#openid-connect))",
  operators: "Telling operators ([how](../guides/watch-with-prometheus.md))",
  audit: "The audit",
  watch: "Logs, metrics, traces",
} as const;

const ROWS = [
  { ...VARIABLES.rpc, name: "REDFLAG_RPC_<CHAIN>" },
  { ...VARIABLES.verify, name: "REDFLAG_VERIFY_<CHAIN>" },
  ...Object.values(VARIABLES.single),
];
const SECRETS = new Set<string>(SECRET_NAMES).add("REDFLAG_RPC_<CHAIN>");

test("is told on docs/reference/configuration.md; if not, run this test with -u", async () => {
  const parts = Object.entries(SECTIONS).map(([section, title]) => {
    const rows = ROWS.filter((row) => row.section === section).map(
      ({ name, meaning, example }) =>
        `| \`${name}\`${SECRETS.has(name) ? " _or a file_" : ""} | ${meaning} | \`${example}\` |`,
    );
    return `## ${title}\n\n| variable | meaning | such as |\n| --- | --- | --- |\n${rows.join("\n")}`;
  });
  await expect(`${INTRODUCTION}\n\n${parts.join("\n\n")}\n`).toMatchFileSnapshot(
    "../../../docs/reference/configuration.md",
  );
});

test("each variable has a section, and each secret that may lie in a file a row", () => {
  expect(ROWS.filter(({ section }) => !Object.hasOwn(SECTIONS, section))).toEqual([]);
  const names = ROWS.map(({ name }) => name);
  expect([...SECRETS].filter((name) => !names.includes(name) && !name.startsWith("REDFLAG_RPC_"))).toEqual([]);
});
