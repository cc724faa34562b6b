import { type Address, formatAddress, formatCaip10 } from "./address.ts";
import type { BridgeEvent } from "./bridge-event.ts";
import { findBridge } from "./bridge-registry.ts";
import type { Chain } from "./chain.ts";
import { tokenAmount } from "./token-amount.ts";

export interface BridgeEventLine {
  kind: "bridge_event";
  bridge: string;
  contract: string;
  event: string;
  link?: string;
  remoteDomain?: number;
  account?: string;
  remoteAccount?: string;
  token?: string;
  amount?: string;
}

/** A bridge's event as data and in words. */
export function describeBridgeEvent(chain: Chain, event: BridgeEvent): { line: BridgeEventLine; text: string } {
  const { bridge, contract, kind, linkId, remoteDomain, account, remoteAccount, token, amount } = event;
  const caip10 = (address: Address) => formatCaip10(chain, address);
  const title = findBridge(chain.name, contract)?.bridge.title ?? bridge;
  const isSource = kind === "sent" || kind === "message_sent";
  const money = token === undefined || amount === undefined ? "" : ` ${tokenAmount(chain, token, amount)}`;
  const whose = account === undefined ? "" : ` ${isSource ? "by" : "to"} ${formatAddress(account, chain.family)}`;
  const other = remoteDomain === undefined ? "" : `, ${isSource ? "to" : "from"} domain ${remoteDomain}`;
  const link = linkId === undefined ? "" : `, ${linkId}`;
  return {
    line: {
      kind: "bridge_event",
      bridge,
      contract: caip10(contract),
      event: kind,
      ...(linkId !== undefined && { link: linkId }),
      ...(remoteDomain !== undefined && { remoteDomain }),
      ...(account !== undefined && { account: caip10(account) }),
      ...(remoteAccount !== undefined && { remoteAccount }),
      ...(token !== undefined && { token: caip10(token) }),
      ...(amount !== undefined && { amount: `${amount}` }),
    },
    text: `${title}: ${kind.replace("_", " ")}${money}${whose}${other}${link}`,
  };
}
