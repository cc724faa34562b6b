import { expect, test } from "vitest";
import { disagreementText } from "./disagreement-text.ts";

test.each([
  ["logs_omitted", { logsGivenNow: 1 }, "gave it without logs; asked for it alone, with 1 log"],
  [
    "peers_differ",
    { peer: "b", blockHash: "0x1", peerBlockHash: "0x1", logs: 2, peerLogs: 3 },
    "gave 2 logs of it, b gave 3; which is right was not known",
  ],
  [
    "peers_differ",
    { peer: "b", blockHash: "0x1", peerBlockHash: "0x2" },
    "gave block 0x1, b gave 0x2; which is right was not known",
  ],
  [
    "ledger_contradicts_peers",
    { storedTransfers: 0, shownTransfers: 1 },
    "had given 0 transfers of it; two others give 1, mended",
  ],
  ["listed_log_invented", { transaction: "0x5" }, "made up a payment of a listed address, 0x5; the proof lacks it"],
  ["receipts_root", { fact: "a\u001b[31m\nb" }, "gave receipts that are not the block's: a [31m b"],
  ["something_new", { count: 3 }, 'something new: {"count":3}'],
])("%s %j is told in words", (kind, detail, text) => {
  expect(disagreementText({ kind, detail })).toBe(text);
});
