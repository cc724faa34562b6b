import { expect, test } from "vitest";
import { licenseOf, listInstalled, readLockFile, readWorkspaceSettings } from "./installed-packages.ts";

/** Such that what is made of them may be handed on under Apache-2.0. */
const LICENSES = [
  ...[
    "0BSD",
    "Apache-2.0",
    "BlueOak-1.0.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unlicense",
    "Zlib",
  ],
  ...["Python-2.0"],
];
/** By file: it may stand beside ours, and who changes its files shows them. Nobody here does. */
const BY_FILE = "MPL-2.0";
/** Of fonts, which are handed on with it and not sold by themselves. */
const OF_FONTS = "OFL-1.1";

const installed = listInstalled();
const lock = readLockFile();
const settings = readWorkspaceSettings();

/** Each part of `A OR B` is enough, every part of `A AND B` is needed. */
function isAllowed(license: string, name: string): boolean {
  const plain = license.replace(/[()]/g, "");
  if (plain.includes(" OR ")) return plain.split(" OR ").some((part) => isAllowed(part, name));
  if (plain.includes(" AND ")) return plain.split(" AND ").every((part) => isAllowed(part, name));
  if (plain === OF_FONTS) return name.startsWith("@fontsource/");
  return LICENSES.includes(plain) || plain === BY_FILE;
}

test("every licence of what is installed lets Redflag be handed on under Apache-2.0", () => {
  expect(installed.length).toBeGreaterThan(300);
  const odd = installed.filter((manifest) => !isAllowed(licenseOf(manifest), manifest.name));
  expect(odd.map((manifest) => `${manifest.name}: ${licenseOf(manifest)}`)).toEqual([]);
});

test.each(["GPL-3.0", "AGPL-3.0-only", "none", "MIT AND GPL-2.0", "SEE LICENSE IN x", "OFL-1.1"])(
  "%s is odd",
  (license) => {
    expect(isAllowed(license, "left-pad")).toBe(false);
  },
);

test("every package comes from the registry with a checksum, at an exact version", () => {
  const others = Object.entries(lock.packages).filter(([name, { resolution }]) => {
    const isNodeItself = name.startsWith("node@runtime:");
    return !isNodeItself && (!/^sha512-/.test(String(resolution.integrity)) || Object.keys(resolution).length !== 1);
  });
  expect(others).toEqual([]);
  const asked = Object.entries(lock.importers).flatMap(([place, kinds]) =>
    Object.values(kinds).flatMap((wanted) =>
      Object.entries(wanted).map(([name, { specifier }]) => ({ place, name, specifier })),
    ),
  );
  expect(asked.length).toBeGreaterThan(50);
  expect(asked.filter(({ specifier }) => !/^(?:workspace:\*|\d+\.\d+\.\d+(?:-[\w.]+)?)$/.test(specifier))).toEqual([]);
});

test("only named packages may run a script when they are installed, and each of them has one", () => {
  const withScript = installed
    .filter(({ scripts = {} }) => ["preinstall", "install", "postinstall"].some((name) => scripts[name] !== undefined))
    .map(({ name }) => name);
  expect(withScript.length).toBeGreaterThan(0);
  expect(withScript.filter((name) => settings.allowBuilds[name] === undefined)).toEqual([]);
  const here = new Set(installed.map(({ name }) => name));
  const named = Object.keys(settings.allowBuilds).filter((name) => here.has(name));
  expect(named.filter((name) => !withScript.includes(name))).toEqual([]);
  expect(settings.strictDepBuilds).toBe(true);
});

test("no release younger than a day is taken, and no package loses the proof of where it was built", () => {
  expect(settings.minimumReleaseAge).toBeGreaterThanOrEqual(1_440);
  expect(settings.minimumReleaseAgeExclude).toBeUndefined();
  expect(settings.trustPolicy).toBe("no-downgrade");
  expect(settings.blockExoticSubdeps).toBe(true);
});
