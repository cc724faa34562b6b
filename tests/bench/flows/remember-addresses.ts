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

/** Transfers of one address that are folded, about: what a hot wallet's days hold takes no longer to read than a busy address'. */
const FOLDED_TRANSFERS = 20_000;

/** Writes what a lane that screened all of the ledger would remember of these addresses; of hot wallets with the newest days alone. */
export async function rememberAddresses(db: Database, addresses: readonly Buffer[], head: number): Promise<void> {
  for (const bytes of addresses) {
    const address = hexOf(bytes);
    const profile = GrowingProfile.from(emptyProfile());
    const [received, paid] = [await countOn(db, "recipient", bytes), await countOn(db, "sender", bytes)];
    const share = Math.min(1, FOLDED_TRANSFERS / (received + paid));
    for await (const page of streamTransfersOf(db.kysely, demo.id, address, Math.ceil(head * (1 - share)), head)) {
      for (const transfer of page) profile.add(viewOf(address, transfer));
    }
    [profile.inCount, profile.outCount] = [received, paid];
    await inTransaction(db, (tx) => upsertProfiles(tx, demo.id, [{ address, state: encodeProfile(profile) }]));
  }
}

async function countOn(db: Database, side: "sender" | "recipient", address: Buffer): Promise<number> {
  const { rows } = await db.pool.query<{ count: number }>(
    `select count(*)::integer as count from transfer where ${side} = $1`,
    [address],
  );
  return rows[0]?.count ?? 0;
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
