import { defineToken } from "../token.ts";

export const eurc = defineToken({
  symbol: "EURC",
  title: "Euro Coin",
  issuer: "Circle",
  peg: "EUR",
  freezeFamily: "circle",
  contracts: [{ chain: "ethereum", address: "0x1aBaEA1f7C830bD89Acc67eC4af516284b1bC33c", decimals: 6 }],
  sources: [
    "SmolDapp/tokenLists (19 lists)",
    "MetaMask/contract-metadata",
    "Uniswap/default-token-list",
    "DefiLlama/peggedassets-server",
    "TokenBrice/pharos-watch",
  ],
});

export const eurs = defineToken({
  symbol: "EURS",
  title: "STASIS EURO",
  issuer: "Stasis",
  peg: "EUR",
  freezeFamily: "unverified",
  contracts: [{ chain: "ethereum", address: "0xdB25f211AB05b1c97D595516F45794528a807ad8", decimals: 2 }],
  sources: [
    "SmolDapp/tokenLists (16 lists)",
    "MetaMask/contract-metadata",
    "ethereum-lists/tokens",
    "DefiLlama/peggedassets-server",
  ],
});

export const eurt = defineToken({
  symbol: "EURT",
  title: "Tether EUR (dead since December 2025)",
  issuer: "Tether",
  peg: "EUR",
  freezeFamily: "unverified",
  contracts: [{ chain: "ethereum", address: "0xC581b735A1688071A1746c968e0798D642EDE491", decimals: 6 }],
  sources: ["SmolDapp/tokenLists (18 lists)", "DefiLlama/peggedassets-server"],
});

/** Probably of the Tether legacy family, which nobody has confirmed. */
export const eurtOld = defineToken({
  symbol: "EURT",
  title: "Tether EUR, first contract",
  issuer: "Tether",
  peg: "EUR",
  freezeFamily: "unverified",
  contracts: [{ chain: "ethereum", address: "0xAbdf147870235FcFC34153828c769A70B3FAe01F", decimals: 6 }],
  sources: ["SmolDapp/tokenLists (1 list)", "ethereum-lists/tokens"],
});

/** Freezes whole arrays of accounts in one event, not read yet. */
export const eurcv = defineToken({
  symbol: "EURCV",
  title: "EUR CoinVertible",
  issuer: "SG-Forge",
  peg: "EUR",
  freezeFamily: "unverified",
  contracts: [{ chain: "ethereum", address: "0x5F7827FDeb7c20b443265Fc2F40845B715385Ff2", decimals: 18 }],
  sources: ["SmolDapp/tokenLists (6 lists)", "DefiLlama/peggedassets-server", "TokenBrice/pharos-watch"],
});

/** Freezes by Freeze(caller, account), not read yet. */
export const euri = defineToken({
  symbol: "EURI",
  title: "Eurite",
  issuer: "Banking Circle",
  peg: "EUR",
  freezeFamily: "unverified",
  contracts: [{ chain: "ethereum", address: "0x9d1A7A3191102e9F900Faa10540837ba84dCBAE7", decimals: 18 }],
  sources: ["SmolDapp/tokenLists (3 lists)", "DefiLlama/peggedassets-server", "TokenBrice/pharos-watch"],
});

/**
 * The first contract (0x3231Cb76718CDeF2155FC47b5286d82e6eDA273f) may repeat this one's transfers in its own logs, so it is
 * left out: counting both would count the money twice.
 */
export const eure = defineToken({
  symbol: "EURe",
  title: "Monerium EUR emoney, second contract",
  issuer: "Monerium",
  peg: "EUR",
  freezeFamily: "unverified",
  contracts: [{ chain: "ethereum", address: "0x39b8B6385416f4cA36a20319F70D28621895279D", decimals: 18 }],
  sources: ["SmolDapp/tokenLists (4 lists)", "DefiLlama/peggedassets-server"],
});
