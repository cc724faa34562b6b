import { defineBridge } from "../bridge.ts";

const UINT64_NONCE = /^0x0{48}[0-9a-f]{16}$/;

/**
 * Circle's Cross-Chain Transfer Protocol, version 1. A message is told by the domain it was sent from and its nonce
 * there; both legs carry them. Minting is an event of its own in the transaction of the message it follows from.
 */
export const cctpV1 = defineBridge({
  name: "cctp_v1",
  title: "Circle CCTP, version 1",
  contracts: [
    { chain: "ethereum", domain: 0, address: "0xBd3fa81B58Ba92a82136038B25aDec7066af3155" },
    { chain: "ethereum", domain: 0, address: "0x0a992d191DEeC32aFe36203Ad87D7d289a738F81" },
    { chain: "avalanche", domain: 1, address: "0x6B25532e1060CE10cc3B0A99e5683b91BFDe6982" },
    { chain: "avalanche", domain: 1, address: "0x8186359aF5F57FbB40c6b14A588d2A59C0C29880" },
    { chain: "optimism", domain: 2, address: "0x2B4069517957735bE00ceE0fadAE88a26365528f" },
    { chain: "optimism", domain: 2, address: "0x4D41f22c5a0e5c74090899E5a8Fb597a8842b3e8" },
    { chain: "arbitrum", domain: 3, address: "0x19330d10D9Cc8751218eaf51E8885D058642E08A" },
    { chain: "arbitrum", domain: 3, address: "0xC30362313FBBA5cf9163F0bb16a0e01f01A896ca" },
    { chain: "base", domain: 6, address: "0x1682Ae6375C4E4A97e4B583BC394c861A46D8962" },
    { chain: "base", domain: 6, address: "0xAD09780d193884d503182aD4588450C416D6F9D4" },
    { chain: "polygon", domain: 7, address: "0x9daF8c91AEFAE50b9c0E69629D3F6Ca40cA3B3FE" },
    { chain: "polygon", domain: 7, address: "0xF3be9355363857F3e001be68856A2f96b4C39Ba9" },
  ],
  events: [
    {
      // (nonce indexed, burnToken indexed, amount, depositor indexed, mintRecipient, destinationDomain, messenger, caller)
      signature: "DepositForBurn(uint64,address,uint256,address,bytes32,uint32,bytes32,bytes32)",
      topic0: "0x2fa9ca894982930190727e75500a97d8dc500233a5065e0f3126c48fbe0343c0",
      kind: "sent",
      topicCount: 4,
      wordCount: 5,
      hasTail: false,
      nonce: { topic: 1 },
      remoteDomain: { word: 2 },
      account: { topic: 3 },
      remoteAccount: { word: 1 },
      token: { topic: 2 },
      amount: { word: 0 },
    },
    {
      // (mintRecipient indexed, amount, mintToken indexed)
      signature: "MintAndWithdraw(address,uint256,address)",
      topic0: "0x1b2a7ff080b8cb6ff436ce0372e399692bbfb6d4ae5766fd8d58a7b8cc6142e6",
      kind: "received",
      topicCount: 3,
      wordCount: 1,
      hasTail: false,
      account: { topic: 1 },
      token: { topic: 2 },
      amount: { word: 0 },
    },
    {
      // (caller indexed, sourceDomain, nonce indexed, sender, messageBody)
      signature: "MessageReceived(address,uint32,uint64,bytes32,bytes)",
      topic0: "0x58200b4c34ae05ee816d710053fff3fb75af4395915d3d2a771b24aa10e3cc5d",
      kind: "message_received",
      topicCount: 3,
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
      message: { version: 0, nonceByteCount: 8, headByteCount: 116 },
    },
  ],
  linkOf: (nonce, sourceDomain) => (UINT64_NONCE.test(nonce) ? `cctp1:${sourceDomain}:${BigInt(nonce)}` : undefined),
  sources: [
    "developers.circle.com/cctp/v1/evm-smart-contracts (addresses, domains)",
    "cctp-rs 3.1.0 src/chain/addresses.rs and other public integrations (the same addresses)",
    "circlefin/evm-cctp-contracts src/TokenMessenger.sol, src/MessageTransmitter.sol, src/messages/Message.sol",
  ],
});
