import { createHash } from "node:crypto";
import type { BridgeEvent } from "@redflag/domain/bridge-event";
import { BRIDGES } from "@redflag/domain/bridge-registry";
import { getChain } from "@redflag/domain/chain-registry";
import { type ExampleHop, exampleLegs } from "@redflag/domain/cross-chain/example-hops";
import type { KnownLeg } from "@redflag/domain/cross-chain/leg";
import { EXAMPLE_TIME } from "@redflag/domain/example-encounter";
import type { Hash } from "@redflag/domain/hex";
import type { Block, Transfer } from "@redflag/domain/transfer";
import type { LedgerRange } from "@redflag/store/ledger-range";

const BLOCK_TIME_S = 60;

function hash32(...parts: Array<string | number>): Hash {
  return `0x${createHash("sha256").update(parts.join("/")).digest("hex")}`;
}

/** Several chains on which a story of bridges' messages stands, a block a minute from block 1: what ingest would have stored. */
export class SampleBridges {
  readonly #legs: readonly KnownLeg[];
  readonly #branch: string;

  constructor(hops: readonly ExampleHop[], branch = "a") {
    this.#legs = exampleLegs(hops);
    this.#branch = branch;
  }

  blockAt(chain: string, number: number): Block {
    return {
      number,
      hash: hash32(this.#branch, chain, number),
      parentHash: hash32(this.#branch, chain, number - 1),
      time: EXAMPLE_TIME + (number - 1) * BLOCK_TIME_S,
    };
  }

  range(chain: string, from: number, to: number): LedgerRange {
    const blocks: Block[] = [];
    const transfers: Transfer[] = [];
    const bridgeEvents: BridgeEvent[] = [];
    for (let number = from; number <= to; number++) {
      const block = this.blockAt(chain, number);
      blocks.push(block);
      const own = this.#legs.filter((leg) => leg.chain === chain && blockOf(leg) === number);
      for (const [index, leg] of own.entries()) {
        const written = writtenLeg(leg, number, index * 10);
        transfers.push(written.transfer);
        bridgeEvents.push(...written.events);
      }
    }
    const rest = { issuerEvents: [], refusedLogs: [], endpoint: "sample", level: "self_consistent" } as const;
    return { blocks, transfers, bridgeEvents, ...rest };
  }
}

function blockOf({ clock }: KnownLeg): number {
  return Math.floor((clock - EXAMPLE_TIME) / BLOCK_TIME_S) + 1;
}

/** A leg as its transaction tells it: the payment, then what Circle's contracts say of it. */
function writtenLeg(leg: KnownLeg, blockNumber: number, logIndex: number) {
  const { bridge: name, chain, direction, matchKey, holder, payment, remoteChain } = leg;
  const contracts = BRIDGES.find((bridge) => bridge.name === name)?.contracts ?? [];
  const contract = contracts.find((own) => own.chain === chain);
  const remoteDomain = contracts.find((own) => own.chain === remoteChain)?.domain;
  if (contract === undefined || remoteDomain === undefined) throw new Error(`${name} is not on ${chain}`);
  const { txHash, token, amount } = payment.transfer;
  const transfer: Transfer = { ...payment.transfer, blockNumber, logIndex };
  const at = (offset: number) => ({ blockNumber, logIndex: logIndex + offset, txHash, bridge: name });
  const linkId = name === "cctp_v1" ? { linkId: matchKey } : {};
  const money = { contract: contract.address, account: holder, token, amount };
  const events: BridgeEvent[] =
    direction === "departure"
      ? [
          {
            ...at(1),
            ...money,
            kind: "sent",
            remoteDomain,
            remoteAccount: name === "cctp_v1" ? hash32("anybody") : (matchKey.split(":").at(-1) as Hash),
            ...linkId,
          },
        ]
      : [
          { ...at(1), ...money, kind: "received" },
          {
            ...at(2),
            contract: contract.address,
            kind: "message_received",
            remoteDomain,
            linkId: name === "cctp_v1" ? matchKey : `cctp2:${txHash}`,
          },
        ];
  return { transfer, events };
}

/** As the registry has it, with the partitions of a small ledger. */
export function sampleBridged(name: string) {
  return { ...getChain(name), partitionBlocks: 100 };
}
