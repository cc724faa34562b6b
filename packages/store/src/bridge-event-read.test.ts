import type { BridgeEvent } from "@redflag/domain/bridge-event";
import type { Hash } from "@redflag/domain/hex";
import type { IssuerEvent } from "@redflag/domain/transfer";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { listBridgeEventsOfTransaction } from "./bridge-event-read.ts";
import { listIssuerEventsOfTransaction } from "./issuer-event-read.ts";
import { blockAt, bytes, rangeOf, sampleChain, trunk } from "./ledger.samples.ts";
import { mendBlock } from "./ledger-mend.ts";
import { replaceBranch } from "./ledger-replace.ts";
import { writeRange } from "./ledger-write.ts";

const db = await openTestDatabase();
const range = rangeOf(trunk, 8, 32);

function bridgeOf(chainId: number, event: BridgeEvent) {
  return listBridgeEventsOfTransaction(db.kysely, chainId, event.txHash, event.blockNumber);
}

function issuerOf(chainId: number, event: IssuerEvent) {
  return listIssuerEventsOfTransaction(db.kysely, chainId, event.txHash, event.blockNumber);
}

test("a transaction's events are told from those of its block and of other chains, in the log's order", async () => {
  const chain = sampleChain(301);
  await writeRange(db, chain, range);
  await writeRange(db, sampleChain(302), range);
  const [event] = range.bridgeEvents as [BridgeEvent];
  const [issued, frozen] = range.issuerEvents as [IssuerEvent, IssuerEvent];
  expect(frozen).toMatchObject({ txHash: issued.txHash, logIndex: issued.logIndex, ordinal: 1 });
  expect(await bridgeOf(chain.id, event)).toEqual([event]);
  expect(await issuerOf(chain.id, issued)).toEqual([issued, frozen]);
  const elsewhere: Hash = `0x${"77".repeat(32)}`;
  expect(await bridgeOf(chain.id, { ...event, txHash: elsewhere })).toEqual([]);
  expect(await issuerOf(chain.id, { ...issued, txHash: elsewhere })).toEqual([]);
  expect(await bridgeOf(303, event)).toEqual([]);
});

test("a mend puts a block's events in place of those that were there", async () => {
  const chain = sampleChain(304);
  await writeRange(db, chain, range);
  const [event] = range.bridgeEvents as [BridgeEvent];
  const mended = { ...event, linkId: "another link" };
  const logs = { transfers: [], issuerEvents: [], bridgeEvents: [mended], refusedLogs: [] };
  await mendBlock(db, chain, { block: blockAt(trunk, event.blockNumber), logs, filter: bytes(32, "filter") });
  expect(await bridgeOf(chain.id, event)).toEqual([mended]);
});

test("a reorg takes the events above the fork away, and leaves those below", async () => {
  const chain = sampleChain(305);
  await writeRange(db, chain, range);
  const events = range.bridgeEvents;
  const [first, last] = [events[0], events.at(-1)] as [BridgeEvent, BridgeEvent];
  const forkBlock = blockAt(trunk, last.blockNumber - 1);
  const empty = { blocks: [], transfers: [], issuerEvents: [], bridgeEvents: [], refusedLogs: [] };
  await replaceBranch(db, chain, { ...range, ...empty, forkBlock, cause: "reorg" });
  expect(await bridgeOf(chain.id, last)).toEqual([]);
  expect(await bridgeOf(chain.id, first)).toEqual([first]);
});
