import type { Address } from "@redflag/domain/address";
import { demo } from "@redflag/domain/chains/demo";
import type { Hash, Hex } from "@redflag/domain/hex";
import type { Block, Log } from "@redflag/domain/transfer";
import { HDNodeWallet, JsonRpcProvider, sha256, type TransactionRequest, zeroPadValue } from "ethers";
import { createEvmSource } from "../evm-source.ts";
import { createHttpTransport } from "../http-transport.ts";
import type { SourceHarness } from "../source-conformance.ts";
import { startAnvil } from "./anvil.ts";

const TRANSFER: Hash = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";
/** Words 0, 1 and 2 of the call data become sender, recipient and amount of a Transfer log. */
const RUNTIME = `60206040600037602035600035 7f${TRANSFER.slice(2)} 60206000a300`.replaceAll(" ", "");
/** Copies the 52 bytes behind itself and returns them as the contract. */
const CREATION = `0x603480600b6000396000f3${RUNTIME}`;
/** Anvil's published development phrase: its accounts hold play money. */
const MNEMONIC = "test test test test test test test test test test test junk";

/** A real node with every receipt type that Ethereum knows, read back through ethers as the account to hold ours against. */
export async function openAnvilHarness(): Promise<SourceHarness> {
  const anvil = await startAnvil();
  const provider = new JsonRpcProvider(anvil.url, demo.id, { staticNetwork: true, cacheTimeout: -1 });
  const wallet = HDNodeWallet.fromPhrase(MNEMONIC);
  const second = HDNodeWallet.fromPhrase(MNEMONIC, undefined, "m/44'/60'/0'/0/1");
  let nonce = 0;

  async function send(request: TransactionRequest): Promise<void> {
    const price = request.type === 0 || request.type === 1 ? { gasPrice: 10n ** 10n } : FEES;
    const signed = await wallet.signTransaction({
      gasLimit: 200_000,
      chainId: demo.id,
      nonce: nonce++,
      ...price,
      ...request,
    });
    await provider.send("eth_sendRawTransaction", [signed]);
  }
  const mine = () => provider.send("evm_mine", []);

  await send({ type: 2, data: CREATION });
  await mine();
  const deployed = await provider.getTransactionReceipt((await provider.getBlock(1))?.transactions[0] as string);
  const to = deployed?.contractAddress as string;
  const pay = (amount: number) => ({ to, data: callData(wallet.address, second.address, amount) });
  await send({ type: 0, ...pay(1) });
  await send({ type: 1, accessList: [], ...pay(2) });
  await mine();
  await mine();
  await send({ type: 2, ...pay(3) });
  await mine();
  const delegation = await second.authorize({ address: to, nonce: 0, chainId: demo.id });
  await send({ type: 4, authorizationList: [delegation], ...pay(4) });
  await mine();
  await send({ type: 3, ...EMPTY_BLOB, ...pay(5) });
  await mine();
  // A transaction that fails has a receipt as well.
  await send({ type: 2, to: null, data: "0xfe" });
  await send({ type: 2, ...pay(6) });
  await mine();
  await mine();

  const blocks = await listBlocks(provider);
  const url = new URL(anvil.url);
  url.hostname = "localhost";
  const transports = [createHttpTransport(anvil.url), createHttpTransport(url.href)];
  const source = createEvmSource({ chain: demo, policy: "proof", transports });
  return {
    source,
    filter: { addresses: [to.toLowerCase() as Address], topics0: [TRANSFER] },
    blocks,
    logs: await listLogs(provider, blocks),
    proves: "receipts",
    reorg: (depth) => provider.send("anvil_reorg", [depth, []]),
    async close() {
      provider.destroy();
      await source.close();
      await anvil.stop();
    },
  };
}

const FEES = { maxFeePerGas: 10n ** 10n, maxPriorityFeePerGas: 1n };

/** The blob of zeros is the zero polynomial: its commitment and its proof are the point at infinity. */
const INFINITY = `0xc0${"00".repeat(47)}`;
const EMPTY_BLOB: TransactionRequest = {
  blobs: [{ data: `0x${"00".repeat(131_072)}`, commitment: INFINITY, proof: INFINITY }],
  blobVersionedHashes: [`0x01${sha256(INFINITY).slice(4)}`],
  maxFeePerBlobGas: 10n ** 10n,
};

function callData(sender: string, recipient: string, amount: number): string {
  const words = [zeroPadValue(sender, 32), zeroPadValue(recipient, 32), `0x${amount.toString(16).padStart(64, "0")}`];
  return `0x${words.map((word) => word.slice(2)).join("")}`;
}

async function listBlocks(provider: JsonRpcProvider): Promise<Block[]> {
  const head = await provider.getBlockNumber();
  const blocks: Block[] = [];
  for (let number = 0; number <= head; number++) {
    const block = await provider.getBlock(number);
    if (block === null) throw new Error(`anvil has no block ${number}`);
    blocks.push({ number, hash: block.hash as Hash, parentHash: block.parentHash as Hash, time: block.timestamp });
  }
  return blocks;
}

async function listLogs(provider: JsonRpcProvider, blocks: readonly Block[]): Promise<Log[]> {
  const logs: Log[] = [];
  for (const { hash } of blocks) {
    for (const log of await provider.getLogs({ blockHash: hash })) {
      logs.push({
        address: log.address.toLowerCase() as Address,
        topics: [...log.topics] as Hash[],
        data: log.data as Hex,
        blockNumber: log.blockNumber,
        blockHash: hash,
        transactionHash: log.transactionHash as Hash,
        transactionIndex: log.transactionIndex,
        logIndex: log.index,
      });
    }
  }
  return logs;
}
