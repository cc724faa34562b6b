import { defineBridge } from "../bridge.ts";

const TOKEN_MESSENGER = "0x28b5a0e9C621a5BadaA536219b3a228C8168cf5d";
const MESSAGE_TRANSMITTER = "0x81D40F21F12A8F0E3252Bccb954D722d4c464B64";

/**
 * Circle's Cross-Chain Transfer Protocol, version 2: the same two addresses on every chain. A message's nonce is given
 * to it off the chain, so only the receiving leg carries it; the sending one has its amount, parties and domain.
 */
export const cctpV2 = defineBridge({
  name: "cctp_v2",
  title: "Circle CCTP, version 2",
  contracts: [
    { chain: "ethereum", domain: 0, address: TOKEN_MESSENGER },
    { chain: "ethereum", domain: 0, address: MESSAGE_TRANSMITTER },
    { chain: "avalanche", domain: 1, address: TOKEN_MESSENGER },
    { chain: "avalanche", domain: 1, address: MESSAGE_TRANSMITTER },
    { chain: "optimism", domain: 2, address: TOKEN_MESSENGER },
    { chain: "optimism", domain: 2, address: MESSAGE_TRANSMITTER },
    { chain: "arbitrum", domain: 3, address: TOKEN_MESSENGER },
    { chain: "arbitrum", domain: 3, address: MESSAGE_TRANSMITTER },
    { chain: "base", domain: 6, address: TOKEN_MESSENGER },
    { chain: "base", domain: 6, address: MESSAGE_TRANSMITTER },
    { chain: "polygon", domain: 7, address: TOKEN_MESSENGER },
    { chain: "polygon", domain: 7, address: MESSAGE_TRANSMITTER },
  ],
  events: [
    {
      // (burnToken indexed, amount, depositor indexed, mintRecipient, destinationDomain, messenger, caller, maxFee,
      // minFinalityThreshold indexed, hookData)
      signature: "DepositForBurn(address,uint256,address,bytes32,uint32,bytes32,bytes32,uint256,uint32,bytes)",
      topic0: "0x0c8c1cbdc5190613ebd485511d4e2812cfa45eecb79d845893331fedad5130a5",
      kind: "sent",
      topicCount: 4,
      wordCount: 7,
      hasTail: true,
      remoteDomain: { word: 2 },
      account: { topic: 2 },
      remoteAccount: { word: 1 },
      token: { topic: 1 },
      amount: { word: 0 },
    },
    {
      // (mintRecipient indexed, amount without the fee, mintToken indexed, feeCollected)
      signature: "MintAndWithdraw(address,uint256,address,uint256)",
      topic0: "0x50c55e915134d457debfa58eb6f4342956f8b0616d51a89a3659360178e1ab63",
      kind: "received",
      topicCount: 3,
      wordCount: 2,
      hasTail: false,
      account: { topic: 1 },
      token: { topic: 2 },
      amount: { word: 0 },
    },
    {
      // (caller indexed, sourceDomain, nonce indexed, sender, finalityThresholdExecuted indexed, messageBody)
      signature: "MessageReceived(address,uint32,bytes32,bytes32,uint32,bytes)",
      topic0: "0xff48c13eda96b1cceacc6b9edeedc9e9db9d6226afbc30146b720c19d3addb1c",
      kind: "message_received",
      topicCount: 4,
      wordCount: 3,
      hasTail: true,
      nonce: { topic: 2 },
      remoteDomain: { word: 0 },
    },
    {
      signature: "MessageSent(bytes)",
      topic0: "0x8c5261668696ce22758910d05bab8f186d6eb247ceac2af2e82c7dc17669b036",
      kind: "message_sent",
      topicCount: 1,
      wordCount: 1,
      hasTail: true,
      message: { version: 1, nonceByteCount: 0, headByteCount: 148 },
    },
  ],
  linkOf: (nonce) => `cctp2:${nonce}`,
  sources: [
    "developers.circle.com/cctp/references/contract-addresses (addresses, domains)",
    "public integrations of the same addresses (kit.kpk.io/learn/bridges/circle_v2, DefiLlama)",
    "circlefin/evm-cctp-contracts src/v2/{TokenMessengerV2,BaseTokenMessenger,MessageTransmitterV2}.sol, src/messages/v2/MessageV2.sol",
  ],
});
