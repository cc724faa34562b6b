/** Which part of the workspace a file belongs to. */
export type Unit =
  | { kind: "package" | "service"; name: string }
  /** `tests/`, and what stands at the root. */
  | { kind: "tests" };

export function unitOf(path: string): Unit {
  const [, folder, name] = /^(packages|services)\/([^/]+)\//.exec(path) ?? [];
  if (name === undefined) return { kind: "tests" };
  return { kind: folder === "packages" ? "package" : "service", name };
}

/** Runs only when somebody tests or measures; the rest is product. */
export function isForTests(path: string): boolean {
  return (
    unitOf(path).kind === "tests" ||
    /\.(?:test|samples)\.tsx?$/.test(path) ||
    /\/(?:testing|bench|registries)\//.test(path) ||
    path.endsWith("-conformance.ts")
  );
}

/** Is loaded by a browser: the console's own code. What builds it runs on Node. */
export function isForBrowser(path: string): boolean {
  return path.startsWith("services/console/src/") && !isForTests(path);
}
