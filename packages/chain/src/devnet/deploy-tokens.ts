import assert from "node:assert/strict";
import { accountAddress } from "./accounts.ts";
import { compileContracts } from "./compile-contracts.ts";
import { DEMO_CONTRACTS, DEMO_TOKENS } from "./demo-token.ts";
import { readAddress, readData, readQuantity } from "./node-answer.ts";
import type { LocalNode } from "./node-calls.ts";
import type { TransactionSender } from "./transaction-sender.ts";

export const DEPLOYER = 0;

export async function isDeployed(node: LocalNode): Promise<boolean> {
  const codes = await node.callMany(
    DEMO_TOKENS.map((token) => ({ method: "eth_getCode", params: [DEMO_CONTRACTS[token].address, "latest"] })),
  );
  return codes.every((code) => readData(code) !== "0x");
}

/** Sends and mines the three deployments, and asserts that each contract stands where the token registry says. */
export async function deployTokens(
  node: LocalNode,
  sender: TransactionSender,
  mine: () => Promise<unknown>,
  cacheDir: string,
): Promise<void> {
  const nonce = readQuantity(await node.call("eth_getTransactionCount", accountAddress(DEPLOYER), "pending"));
  assert.equal(nonce, 0n, "account 0 must deploy before it does anything else: the addresses follow from its nonces");

  const artifacts = await compileContracts(cacheDir);
  const hashes = await sender.send(
    DEMO_TOKENS.map((token) => ({ from: DEPLOYER, data: artifacts[DEMO_CONTRACTS[token].contract].creationCode })),
  );
  await mine();
  const receipts = await node.callMany(hashes.map((hash) => ({ method: "eth_getTransactionReceipt", params: [hash] })));
  for (const [i, token] of DEMO_TOKENS.entries()) {
    const receipt = receipts[i] as { contractAddress?: unknown; status?: unknown } | null;
    assert.equal(receipt?.status, "0x1", `${token} was not deployed`);
    assert.equal(readAddress(receipt.contractAddress), DEMO_CONTRACTS[token].address, `${token} is elsewhere`);
  }
}
