import { defineFreezeFamily } from "../freeze-family.ts";

/** EURCV: one log freezes or unfreezes many accounts. */
export const batchAddressesFrozen = defineFreezeFamily({
  name: "batch_addresses_frozen",
  title: "Batches of addresses (SG-Forge)",
  events: [
    {
      signature: "AddressesFrozen(address[])",
      topic0: "0x07381cac78ed3e2aa4d96e0d2c80e39d1c2fff09d8f6f079fa7249b553f45425",
      kind: "freeze",
      topicCount: 1,
      wordCount: 1,
      accountList: true,
      withTransfer: false,
    },
    {
      signature: "AddressesUnFrozen(address[])",
      topic0: "0xb474664863a35c00b84f99fe9155ea67676b17495d6f9d6b0277787801f77a45",
      kind: "unfreeze",
      topicCount: 1,
      wordCount: 1,
      accountList: true,
      withTransfer: false,
    },
  ],
  sources: [
    "TokenBrice/pharos-watch worker/src/lib/blacklist-contracts.ts",
    "SG-Forge IAccessControl.sol as published",
  ],
});
