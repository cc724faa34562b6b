import { defineBridge } from "../bridge.ts";

/** USDT0: LayerZero's omnichain token. Ethereum locks USDT, the others mint and burn; both legs carry the message's guid. */
export const layerzeroOft = defineBridge({
  name: "layerzero_oft",
  title: "LayerZero OFT (USDT0)",
  contracts: [
    {
      chain: "ethereum",
      domain: 30101,
      address: "0x6C96dE32CEa08842dcc4058c14d3aaAD7Fa41dee",
      token: "0xdAC17F958D2ee523a2206206994597C13D831ec7",
    },
    {
      chain: "arbitrum",
      domain: 30110,
      address: "0x14E4A1B13bf7F943c8ff7C51fb60FA964A298D92",
      token: "0xFd086bC7CD5C481DCC9C85ebE478A1C0b69FCbb9",
    },
    {
      chain: "optimism",
      domain: 30111,
      address: "0xF03b4d9AC1D5d1E7c4cEf54C2A313b9fe051A0aD",
      token: "0x01bFF41798a0BcF287b996046Ca68b395DbC1071",
    },
    {
      chain: "polygon",
      domain: 30109,
      address: "0x6BA10300f0DC58B7a1e4c0e41f5daBb7D7829e13",
      token: "0xc2132D05D31c914a87C6611C10748AEb04B58e8F",
    },
  ],
  events: [
    {
      // (guid indexed, dstEid, fromAddress indexed, amountSent, amountReceived): the amount is what left this chain
      signature: "OFTSent(bytes32,uint32,address,uint256,uint256)",
      topic0: "0x85496b760a4b7f8d66384b9df21b381f5d1b1e79f229a47aaf4c232edc2fe59a",
      kind: "sent",
      topicCount: 3,
      wordCount: 3,
      hasTail: false,
      nonce: { topic: 1 },
      remoteDomain: { word: 0 },
      account: { topic: 2 },
      amount: { word: 1 },
    },
    {
      // (guid indexed, srcEid, toAddress indexed, amountReceived)
      signature: "OFTReceived(bytes32,uint32,address,uint256)",
      topic0: "0xefed6d3500546b29533b128a29e3a94d70788727f0507505ac12eaf2e578fd9c",
      kind: "received",
      topicCount: 3,
      wordCount: 2,
      hasTail: false,
      nonce: { topic: 1 },
      remoteDomain: { word: 0 },
      account: { topic: 2 },
      amount: { word: 1 },
    },
  ],
  linkOf: (guid) => `oft:${guid}`,
  sources: [
    "DefiLlama/bridges-server src/adapters/usdt0/index.ts (addresses but Polygon's, events)",
    "deployment scripts and integrations in public repositories (the same addresses and Polygon's, endpoint ids)",
  ],
});
