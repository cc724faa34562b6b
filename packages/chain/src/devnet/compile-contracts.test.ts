import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Interface, type InterfaceAbi } from "ethers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { compileContracts } from "./compile-contracts.ts";
import type { Artifact, Artifacts } from "./contract-artifact.ts";
import { DEMO_CONTRACTS, DEMO_TOKENS } from "./demo-token.ts";
import { TOKEN_FUNCTIONS } from "./token-calls.ts";

let cacheDir: string;
let artifacts: Artifacts;
let listenersAdded: number;

beforeAll(async () => {
  const before = process.listenerCount("unhandledRejection");
  cacheDir = await mkdtemp(join(tmpdir(), "redflag-contracts-"));
  artifacts = await compileContracts(cacheDir);
  listenersAdded = process.listenerCount("unhandledRejection") - before;
});
afterAll(() => rm(cacheDir, { recursive: true }));

test("the result is kept, used again, and made anew when the file is broken", async () => {
  const [file, ...others] = await readdir(cacheDir);
  expect(others).toEqual([]);
  const path = join(cacheDir, file as string);
  const marked = { ...artifacts, LiraCoin: { ...artifacts.LiraCoin, creationCode: "0x1234" } };
  await writeFile(path, JSON.stringify(marked));
  expect((await compileContracts(cacheDir)).LiraCoin.creationCode).toBe("0x1234");

  await writeFile(path, "half a fi");
  expect(await compileContracts(cacheDir)).toEqual(artifacts);
  expect(JSON.parse(await readFile(path, "utf8"))).toEqual(artifacts);
});

test("the compiler leaves no listener behind", () => {
  expect(listenersAdded).toBe(0);
});

test("every function that the demo calls exists in its contract", () => {
  for (const token of DEMO_TOKENS) {
    const compiled = interfaceOf(artifacts[DEMO_CONTRACTS[token].contract]);
    for (const signature of [...TOKEN_FUNCTIONS.all, ...TOKEN_FUNCTIONS[token]]) {
      const wanted = new Interface([signature]).getFunction(signature.slice("function ".length))?.selector;
      expect(wanted, signature).toBeDefined();
      expect(compiled.getFunction(wanted as string), `${token}: ${signature}`).not.toBeNull();
    }
  }
});

test("events have the topics and the indexed arguments of the contracts they stand for", () => {
  const events = (artifact: Artifact) =>
    interfaceOf(artifact)
      .fragments.filter((fragment) => fragment.type === "event")
      .map((fragment) => fragment.format("full"))
      .map((text) => text.replace("event ", "").replaceAll(/ (?!indexed)\w+(?=[,)])/g, ""))
      .toSorted();
  const erc20 = [
    "Approval(address indexed, address indexed, uint256)",
    "Transfer(address indexed, address indexed, uint256)",
  ];
  expect(events(artifacts.LiraCoin)).toEqual(erc20);
  expect(events(artifacts.TetherLike)).toEqual(
    [
      ...erc20,
      "AddedBlackList(address)",
      "RemovedBlackList(address)",
      "DestroyedBlackFunds(address, uint256)",
      "Issue(uint256)",
      "Redeem(uint256)",
    ].toSorted(),
  );
  expect(events(artifacts.CircleLike)).toEqual(
    [
      ...erc20,
      "Mint(address indexed, address indexed, uint256)",
      "Burn(address indexed, uint256)",
      "Blacklisted(address indexed)",
      "UnBlacklisted(address indexed)",
    ].toSorted(),
  );
});

test("Tether's transfer returns nothing, the others' a boolean", () => {
  const outputs = DEMO_TOKENS.map(
    (token) => interfaceOf(artifacts[DEMO_CONTRACTS[token].contract]).getFunction("transfer")?.outputs.length,
  );
  expect(outputs).toEqual([0, 1, 1]);
});

function interfaceOf(artifact: Artifact): Interface {
  return new Interface(artifact.abi as unknown as InterfaceAbi);
}
