import { type Address, formatAddress, formatCaip10 } from "@redflag/domain/address";
import { findBridge } from "@redflag/domain/bridge-registry";
import type { Chain } from "@redflag/domain/chain";
import { decodeLog } from "@redflag/domain/decode-log";
import { type BridgeEventLine, describeBridgeEvent } from "@redflag/domain/decoded-bridge-event";
import { describeIssuerEvents, type IssuerEventLine } from "@redflag/domain/decoded-issuer-event";
import { tokenAmount } from "@redflag/domain/token-amount";
import { findToken } from "@redflag/domain/token-registry";
import type { Log } from "@redflag/domain/transfer";

/** What `redflag decode --json` says of one log. Amounts are base units of the token. */
export type DecodedLine = { block: number; logIndex: number; transaction: string } & (
  | { kind: "transfer"; token: string; symbol: string; sender: string; recipient: string; amount: string }
  | IssuerEventLine
  | BridgeEventLine
  | { kind: "not_ours" }
  | { kind: "refused"; token: string; symbol: string; reason: string }
);

/** What Redflag makes of one log: as data, and in words. */
export function describeLog(chain: Chain, log: Log): { line: DecodedLine; text: string } {
  const decoded = decodeLog(chain.name, log, () => 0);
  const place = { block: log.blockNumber, logIndex: log.logIndex, transaction: log.transactionHash };
  const caip10 = (address: Address) => formatCaip10(chain, address);
  const shown = (address: Address) => formatAddress(address, chain.family);
  const symbol = findToken(chain.name, log.address)?.token.symbol ?? "";
  const token = { token: caip10(log.address), symbol };
  const emitter = symbol || findBridge(chain.name, log.address)?.bridge.title;
  const say = (text: string) => `block ${log.blockNumber} log ${log.logIndex}  ${text}`;
  switch (decoded.kind) {
    case "transfer": {
      const { sender, recipient, amount } = decoded.transfer;
      const parties = { sender: caip10(sender), recipient: caip10(recipient) };
      const money = tokenAmount(chain, log.address, amount);
      return {
        line: { kind: "transfer", ...place, ...token, ...parties, amount: amount.toString() },
        text: say(`transfer  ${shown(sender)} sent ${money} to ${shown(recipient)}`),
      };
    }
    case "issuer_event": {
      const described = describeIssuerEvents(chain, symbol, decoded.issuerEvents);
      return {
        line: { ...described.line, ...place, ...token },
        text: say(`issuer event  ${described.text}`),
      };
    }
    case "bridge_event": {
      const described = describeBridgeEvent(chain, decoded.bridgeEvent);
      return { line: { ...described.line, ...place }, text: say(`bridge event  ${described.text}`) };
    }
    case "not_ours":
      return {
        line: { kind: "not_ours", ...place },
        text: say(
          `not ours  ${emitter === undefined ? "no known contract" : `an event of ${emitter} that moves nothing`}`,
        ),
      };
    case "refused":
      return {
        line: { kind: "refused", ...place, ...token, reason: decoded.reason },
        text: say(`refused  ${emitter}: ${decoded.reason}`),
      };
  }
}
