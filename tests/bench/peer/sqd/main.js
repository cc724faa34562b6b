const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { EvmBatchProcessor } = require("@subsquid/evm-processor");
const { TypeormDatabase } = require("@subsquid/typeorm-store");
const { Transfer } = require("./lib/model");

const [endpoint, chainDirectory] = process.argv.slice(2);
const { firstBlock, lastBlock, filter } = JSON.parse(readFileSync(join(chainDirectory, "manifest.json"), "utf8"));
const processor = new EvmBatchProcessor()
  .setRpcEndpoint({ url: endpoint, capacity: 10, maxBatchCallSize: 100 })
  .setFinalityConfirmation(0)
  .setBlockRange({ from: firstBlock, to: lastBlock })
  .setFields({ log: { transactionHash: true, topics: true, data: true }, block: { timestamp: true } })
  .addLog({ address: filter.addresses, topic0: filter.topics0 });

processor.run(new TypeormDatabase({ supportHotBlocks: false, projectDir: __dirname }), async ({ blocks, store }) => {
  const transfers = [];
  for (const { header, logs } of blocks) {
    for (const log of logs) {
      transfers.push(
        new Transfer({
          id: log.id,
          block: header.height,
          timestamp: Math.floor(header.timestamp / 1000),
          logIndex: log.logIndex,
          transaction: log.transactionHash,
          token: log.address,
          sender: `0x${log.topics[1].slice(26)}`,
          receiver: `0x${log.topics[2].slice(26)}`,
          amount: BigInt(log.data),
        }),
      );
    }
  }
  await store.insert(transfers);
});
