import type { Address } from "@redflag/domain/address";
import { demo } from "@redflag/domain/chains/demo";
import { toMicros } from "@redflag/domain/money";
import { emptyProfile, type ProfiledTransfer } from "@redflag/domain/profile";
import { encodeProfile } from "@redflag/domain/profile-codec";
import { GrowingProfile } from "@redflag/domain/profile-growth";
import { findToken } from "@redflag/domain/token-registry";
import type { Transfer } from "@redflag/domain/transfer";
import { hexOf } from "@redflag/store/bytes";
import type { Database } from "@redflag/store/database";
import { upsertProfiles } from "@redflag/store/profile";
import { inTransaction } from "@redflag/store/transaction";
import { streamTransfersOf } from "@redflag/store/transfer-read";
import { blockTimeOf } from "../lookback/fill-ledger.ts";

/** Writes what a lane that screened all of the ledger would remember of these addresses. */
export async function rememberAddresses(db: Database, addresses: readonly Buffer[], head: number): Promise<void> {
  for (const bytes of addresses) {
    const address = hexOf(bytes);
    const profile = GrowingProfile.from(emptyProfile());
    for await (const page of streamTransfersOf(db.kysely, demo.id, address, 1, head)) {
      for (const transfer of page) profile.add(viewOf(address, transfer));
    }
    await inTransaction(db, (tx) => upsertProfiles(tx, demo.id, [{ address, state: encodeProfile(profile) }]));
  }
}

function viewOf(address: Address, transfer: Transfer): ProfiledTransfer {
  const { sender, recipient, token, txHash, blockNumber, logIndex, amount } = transfer;
  const isOut = sender === address;
  const known = findToken(demo.name, token);
  return {
    direction: isOut ? "out" : "in",
    counterparty: isOut ? recipient : sender,
    amountMicros: toMicros(amount, known?.contract.decimals ?? 6),
    peg: known?.token.peg ?? "USD",
    token,
    txHash,
    time: blockTimeOf(blockNumber),
    blockNumber,
    logIndex,
    counterpartyIsService: false,
    isDust: false,
    isRemembered: true,
  };
}
