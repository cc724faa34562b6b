import { type Address, formatAddress, formatCaip10 } from "@redflag/domain/address";
import type { Chain } from "@redflag/domain/chain";
import { decodeLog } from "@redflag/domain/decode-log";
import { findToken } from "@redflag/domain/token-registry";
import type { Log } from "@redflag/domain/transfer";
import { tokenAmount } from "./token-amount.ts";

/** What `redflag decode --json` says of one log. Amounts are base units of the token. */
export type DecodedLine = { block: number; logIndex: number; transaction: string } & (
  | { kind: "transfer"; token: string; symbol: string; sender: string; recipient: string; amount: string }
  | { kind: "issuer_event"; token: string; symbol: string; event: string; account?: string; amount?: string }
  | { kind: "not_ours" }
  | { kind: "refused"; token: string; symbol: string; reason: string }
);

/** What Redflag makes of one log: as data, and in words. */
export function describeLog(chain: Chain, log: Log): { line: DecodedLine; text: string } {
  const decoded = decodeLog(chain.name, log, () => 0);
  const place = { block: log.blockNumber, logIndex: log.logIndex, transaction: log.transactionHash };
  const caip10 = (address: Address) => formatCaip10(chain.caip2, address);
  const symbol = findToken(chain.name, log.address)?.token.symbol ?? "";
  const token = { token: caip10(log.address), symbol };
  const say = (text: string) => `block ${log.blockNumber} log ${log.logIndex}  ${text}`;
  switch (decoded.kind) {
    case "transfer": {
      const { sender, recipient, amount } = decoded.transfer;
      const parties = { sender: caip10(sender), recipient: caip10(recipient) };
      const money = tokenAmount(chain, log.address, amount);
      return {
        line: { kind: "transfer", ...place, ...token, ...parties, amount: amount.toString() },
        text: say(`transfer  ${formatAddress(sender)} sent ${money} to ${formatAddress(recipient)}`),
      };
    }
    case "issuer_event": {
      const { kind, account, amount } = decoded.issuerEvent;
      const about = {
        ...(account && { account: caip10(account) }),
        ...(amount !== undefined && { amount: `${amount}` }),
      };
      const whose = account === undefined ? "" : ` of ${formatAddress(account)}`;
      const money = amount === undefined ? "" : `, ${tokenAmount(chain, log.address, amount)}`;
      return {
        line: { kind: "issuer_event", ...place, ...token, event: kind, ...about },
        text: say(`issuer event  ${symbol} ${kind}${whose}${money}`),
      };
    }
    case "not_ours":
      return {
        line: { kind: "not_ours", ...place },
        text: say(`not ours  ${symbol === "" ? "no known token" : `an event of ${symbol} that moves nothing`}`),
      };
    case "refused":
      return {
        line: { kind: "refused", ...place, ...token, reason: decoded.reason },
        text: say(`refused  ${symbol}: ${decoded.reason}`),
      };
  }
}
