import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const ROOT = join(import.meta.dirname, "../..");
const STORE = join(ROOT, "node_modules/.pnpm");

interface Manifest {
  name: string;
  version: string;
  license?: string | { type?: string };
  licenses?: Array<{ type?: string }>;
  scripts?: Readonly<Record<string, string>>;
}

/** What is installed here, each name and version once. */
export function listInstalled(): Manifest[] {
  const paths = globSync(["*/node_modules/*/package.json", "*/node_modules/@*/*/package.json"], { cwd: STORE });
  const manifests = paths.map((path) => JSON.parse(readFileSync(join(STORE, path), "utf8")) as Manifest);
  return [...new Map(manifests.map((manifest) => [`${manifest.name}@${manifest.version}`, manifest])).values()];
}

/** As SPDX writes it; some say it in older ways. */
export function licenseOf({ license, licenses }: Manifest): string {
  if (typeof license === "string") return license;
  return license?.type ?? licenses?.map(({ type }) => type).join(" OR ") ?? "none";
}

interface LockFile {
  importers: Record<string, Record<string, Record<string, { specifier: string; version: string }>>>;
  packages: Record<string, { resolution: Record<string, unknown> }>;
}

export function readLockFile(): LockFile {
  return parse(readFileSync(join(ROOT, "pnpm-lock.yaml"), "utf8")) as LockFile;
}

interface WorkspaceSettings {
  allowBuilds: Readonly<Record<string, boolean>>;
  blockExoticSubdeps?: boolean;
  minimumReleaseAge?: number;
  minimumReleaseAgeExclude?: readonly string[];
  strictDepBuilds?: boolean;
  trustPolicy?: string;
}

export function readWorkspaceSettings(): WorkspaceSettings {
  return parse(readFileSync(join(ROOT, "pnpm-workspace.yaml"), "utf8")) as WorkspaceSettings;
}
