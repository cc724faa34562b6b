import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { stripVTControlCharacters } from "node:util";

const PNPM = /^npx (?:--yes )?pnpm(?:@\d+)? (exec )?(\S+)(.*)$/;

/**
 * Runs one line of a guide as a reader would, with the installed packages and without pnpm, which might want the registry.
 * @returns what it printed, without colours, and whether it ended well
 */
export async function runCommand(root: string, line: string): Promise<{ output: string; ok: boolean }> {
  const path = `${join(root, "node_modules", ".bin")}${delimiter}${process.env.PATH}`;
  const child = spawn("/bin/sh", ["-c", withoutPnpm(root, line)], {
    cwd: root,
    env: { ...ownEnvironment(), PATH: path, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const [code] = await once(child, "close");
  return { output: stripVTControlCharacters(output), ok: code === 0 };
}

function withoutPnpm(root: string, line: string): string {
  const [, exec, name = "", rest = ""] = PNPM.exec(line) ?? [];
  if (name === "") return line;
  if (exec !== undefined) return `${name}${rest}`;
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const script = scripts[name];
  if (script === undefined) throw new Error(`"${line}": package.json has no script ${name}`);
  return `${script}${rest}`;
}

/** What the test runner tells its own processes must not reach one that a guide starts. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const isRunners = (name: string) =>
    /^(?:VITEST|NODE_ENV$|NODE_OPTIONS$|FORCE_COLOR$|CI$|TEST$|DEV$|PROD$|MODE$)/.test(name);
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !isRunners(name)));
}
