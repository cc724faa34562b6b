import { defineFreezeFamily } from "../freeze-family.ts";

/** USDtb: one log blocks or unblocks many accounts. */
export const batchAccountsBlocked = defineFreezeFamily({
  name: "batch_accounts_blocked",
  title: "Batches of accounts (USDtb)",
  events: [
    {
      signature: "AccountsBlocked(address[])",
      topic0: "0x5444f9841c04ce78987f28701fa07fc4c112840c1c8439e8f52bda50c3788a87",
      kind: "freeze",
      topicCount: 1,
      wordCount: 1,
      accountList: true,
      withTransfer: false,
    },
    {
      signature: "AccountsUnblocked(address[])",
      topic0: "0x4a637dd1cd99ae43d353009d0ffbc16b05cc69808b819ebf852c68ea47b34dd4",
      kind: "unfreeze",
      topicCount: 1,
      wordCount: 1,
      accountList: true,
      withTransfer: false,
    },
  ],
  sources: ["TokenBrice/pharos-watch worker/src/lib/blacklist-contracts.ts"],
});
