import { batchAddressesFrozen } from "../freeze-families/batch-addresses-frozen.ts";
import { circle } from "../freeze-families/circle.ts";
import { dualIndexFreeze } from "../freeze-families/dual-index-freeze.ts";
import { defineToken } from "../token.ts";

export const eurc = defineToken({
  symbol: "EURC",
  title: "Euro Coin",
  issuer: "Circle",
  peg: "EUR",
  contracts: [
    {
      chain: "ethereum",
      address: "0x1aBaEA1f7C830bD89Acc67eC4af516284b1bC33c",
      decimals: 6,
      freezes: circle,
      sources: [
        "SmolDapp/tokenLists (19 lists)",
        "MetaMask/contract-metadata",
        "Uniswap/default-token-list",
        "DefiLlama/peggedassets-server",
        "TokenBrice/pharos-watch",
      ],
    },
    {
      chain: "base",
      address: "0x60a3E35Cc302bFA44Cb288Bc5a4F316Fdb1adb42",
      decimals: 6,
      freezes: circle,
      sources: [
        "SmolDapp/tokenLists (10 lists)",
        "Uniswap/default-token-list",
        "DefiLlama/peggedassets-server",
        "TokenBrice/pharos-watch",
      ],
    },
    {
      chain: "avalanche",
      address: "0xC891EB4cbdEFf6e073e859e987815Ed1505c2ACD",
      decimals: 6,
      freezes: circle,
      sources: [
        "SmolDapp/tokenLists (11 lists)",
        "Uniswap/default-token-list",
        "DefiLlama/peggedassets-server",
        "TokenBrice/pharos-watch",
      ],
    },
  ],
});

export const eurs = defineToken({
  symbol: "EURS",
  title: "STASIS EURO",
  issuer: "Stasis",
  peg: "EUR",
  contracts: [
    {
      chain: "ethereum",
      address: "0xdB25f211AB05b1c97D595516F45794528a807ad8",
      decimals: 2,
      freezes: "unverified",
      sources: [
        "SmolDapp/tokenLists (16 lists)",
        "MetaMask/contract-metadata",
        "ethereum-lists/tokens",
        "DefiLlama/peggedassets-server",
      ],
    },
  ],
});

export const eursBridged = defineToken({
  symbol: "EURS",
  title: "STASIS EURO, bridged",
  issuer: "Stasis, by the Polygon bridge",
  peg: "EUR",
  contracts: [
    {
      chain: "polygon",
      address: "0xE111178A87A3BFf0c8d18DECBa5798827539Ae99",
      decimals: 2,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (14 lists)", "DefiLlama/peggedassets-server"],
    },
  ],
  note: "A bridge's copy: EURS on Ethereum stands behind it.",
});

export const eurt = defineToken({
  symbol: "EURT",
  title: "Tether EUR",
  issuer: "Tether",
  peg: "EUR",
  contracts: [
    {
      chain: "ethereum",
      address: "0xC581b735A1688071A1746c968e0798D642EDE491",
      decimals: 6,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (18 lists)", "DefiLlama/peggedassets-server"],
    },
  ],
  note: "Discontinued: DefiLlama calls it dead since 2025-12-15.",
});

export const eurtOld = defineToken({
  symbol: "EURT",
  title: "Tether EUR, first contract",
  issuer: "Tether",
  peg: "EUR",
  contracts: [
    {
      chain: "ethereum",
      address: "0xAbdf147870235FcFC34153828c769A70B3FAe01F",
      decimals: 6,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (1 list)", "ethereum-lists/tokens"],
    },
  ],
  note: "Replaced by a later contract. Probably of Tether's first design, which nobody has confirmed.",
});

export const eurcv = defineToken({
  symbol: "EURCV",
  title: "EUR CoinVertible",
  issuer: "SG-Forge",
  peg: "EUR",
  contracts: [
    {
      chain: "ethereum",
      address: "0x5F7827FDeb7c20b443265Fc2F40845B715385Ff2",
      decimals: 18,
      freezes: batchAddressesFrozen,
      sources: ["SmolDapp/tokenLists (6 lists)", "DefiLlama/peggedassets-server", "TokenBrice/pharos-watch"],
    },
  ],
});

export const euri = defineToken({
  symbol: "EURI",
  title: "Eurite",
  issuer: "Banking Circle",
  peg: "EUR",
  contracts: [
    {
      chain: "ethereum",
      address: "0x9d1A7A3191102e9F900Faa10540837ba84dCBAE7",
      decimals: 18,
      freezes: dualIndexFreeze,
      sources: ["SmolDapp/tokenLists (3 lists)", "DefiLlama/peggedassets-server", "TokenBrice/pharos-watch"],
    },
    {
      chain: "bsc",
      address: "0x9d1A7A3191102e9F900Faa10540837ba84dCBAE7",
      decimals: 18,
      freezes: dualIndexFreeze,
      sources: ["SmolDapp/tokenLists (3 lists)", "DefiLlama/peggedassets-server", "TokenBrice/pharos-watch"],
    },
  ],
});

/**
 * The first contract on Ethereum (0x3231Cb76718CDeF2155FC47b5286d82e6eDA273f) may repeat this one's transfers in its own logs, so it is
 * left out: counting both would count the money twice.
 */
export const eure = defineToken({
  symbol: "EURe",
  title: "Monerium EUR emoney",
  issuer: "Monerium",
  peg: "EUR",
  contracts: [
    {
      chain: "ethereum",
      address: "0x39b8B6385416f4cA36a20319F70D28621895279D",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (4 lists)", "DefiLlama/peggedassets-server"],
    },
    {
      chain: "polygon",
      address: "0xE0aEa583266584DafBB3f9C3211d5588c73fEa8d",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (3 lists)", "DefiLlama/peggedassets-server"],
    },
    {
      chain: "arbitrum",
      address: "0x0c06cCF38114ddfc35e07427B9424adcca9F44F8",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (4 lists)", "DefiLlama/peggedassets-server"],
    },
  ],
});
