/** What addresses whose payments are usually of one size receive at most, all but one in a hundred. */
export interface PeerBand {
  /** USD of a usual payment, up to which the band goes. */
  ticketUsdMax: bigint;
  /** USD that all but one in a hundred of them receive at most. */
  receivedUsd: bigint;
}

/** `ticket=received` in whole US dollars, with a space between bands, ascending. */
export const PEER_BANDS_TEXT = /^[1-9]\d{0,11}=[1-9]\d{0,11}( [1-9]\d{0,11}=[1-9]\d{0,11}){0,9}$/;

/** @param text as PEER_BANDS_TEXT says */
export function peerBandsOf(text: string): readonly PeerBand[] {
  return text.split(" ").map((band) => {
    const [ticket = "0", received = "0"] = band.split("=");
    return { ticketUsdMax: BigInt(ticket), receivedUsd: BigInt(received) };
  });
}
