import { defineToken } from "../token.ts";

export const usdm = defineToken({
  symbol: "USDm",
  title: "Mento Dollar",
  issuer: "Mento",
  peg: "USD",
  contracts: [
    {
      chain: "celo",
      address: "0x765DE816845861e75A25fCA122bb6898B8B1282a",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (3 lists)", "celo-org/celo-token-list", "DefiLlama/peggedassets-server"],
    },
  ],
  note: "Formerly cUSD.",
});

export const eurm = defineToken({
  symbol: "EURm",
  title: "Mento Euro",
  issuer: "Mento",
  peg: "EUR",
  contracts: [
    {
      chain: "celo",
      address: "0xD8763CBa276a3738E6DE85b4b3bF5FDed6D6cA73",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (1 list)", "celo-org/celo-token-list", "DefiLlama/peggedassets-server"],
    },
  ],
  note: "Formerly cEUR.",
});

export const brlm = defineToken({
  symbol: "BRLm",
  title: "Mento Brazilian Real",
  issuer: "Mento",
  peg: "BRL",
  contracts: [
    {
      chain: "celo",
      address: "0xe8537a3d056DA446677B9E9d6c5dB704EaAb4787",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (2 lists)", "celo-org/celo-token-list", "DefiLlama/peggedassets-server"],
    },
  ],
  note: "Formerly cREAL.",
});

export const xofm = defineToken({
  symbol: "XOFm",
  title: "Mento CFA Franc",
  issuer: "Mento",
  peg: "XOF",
  contracts: [
    {
      chain: "celo",
      address: "0x73F93dcc49cB8A239e2032663e9475dd5ef29A08",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (1 list)", "celo-org/celo-token-list", "DefiLlama/peggedassets-server"],
    },
  ],
  note: "Formerly eXOF.",
});

export const kesm = defineToken({
  symbol: "KESm",
  title: "Mento Kenyan Shilling",
  issuer: "Mento",
  peg: "KES",
  contracts: [
    {
      chain: "celo",
      address: "0x456a3D042C0DbD3db53D5489e98dFb038553B0d0",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (1 list)", "celo-org/celo-token-list", "DefiLlama/peggedassets-server"],
    },
  ],
  note: "Formerly cKES.",
});

export const phpm = defineToken({
  symbol: "PHPm",
  title: "Mento Philippine Peso",
  issuer: "Mento",
  peg: "PHP",
  contracts: [
    {
      chain: "celo",
      address: "0x105d4A9306D2E55a71d2Eb95B81553AE1dC20d7B",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (1 list)", "celo-org/celo-token-list", "DefiLlama/peggedassets-server"],
    },
  ],
  note: "Formerly PUSO.",
});

export const copm = defineToken({
  symbol: "COPm",
  title: "Mento Colombian Peso",
  issuer: "Mento",
  peg: "COP",
  contracts: [
    {
      chain: "celo",
      address: "0x8A567e2aE79CA692Bd748aB832081C45de4041eA",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (1 list)", "celo-org/celo-token-list", "DefiLlama/peggedassets-server"],
    },
  ],
  note: "Formerly cCOP.",
});

export const ghsm = defineToken({
  symbol: "GHSm",
  title: "Mento Ghanaian Cedi",
  issuer: "Mento",
  peg: "GHS",
  contracts: [
    {
      chain: "celo",
      address: "0xfAeA5F3404bbA20D3cc2f8C4B0A888F55a3c7313",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (1 list)", "celo-org/celo-token-list", "DefiLlama/peggedassets-server"],
    },
  ],
  note: "Formerly cGHS.",
});

export const gbpm = defineToken({
  symbol: "GBPm",
  title: "Mento British Pound",
  issuer: "Mento",
  peg: "GBP",
  contracts: [
    {
      chain: "celo",
      address: "0xCCF663b1fF11028f0b19058d0f7B674004a40746",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (1 list)", "DefiLlama/peggedassets-server"],
    },
  ],
});

export const zarm = defineToken({
  symbol: "ZARm",
  title: "Mento South African Rand",
  issuer: "Mento",
  peg: "ZAR",
  contracts: [
    {
      chain: "celo",
      address: "0x4c35853A3B4e647fD266f4de678dCc8fEC410BF6",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (1 list)", "DefiLlama/peggedassets-server"],
    },
  ],
});

export const cadm = defineToken({
  symbol: "CADm",
  title: "Mento Canadian Dollar",
  issuer: "Mento",
  peg: "CAD",
  contracts: [
    {
      chain: "celo",
      address: "0xff4Ab19391af240c311c54200a492233052B6325",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (1 list)", "DefiLlama/peggedassets-server"],
    },
  ],
});

export const audm = defineToken({
  symbol: "AUDm",
  title: "Mento Australian Dollar",
  issuer: "Mento",
  peg: "AUD",
  contracts: [
    {
      chain: "celo",
      address: "0x7175504C455076F15c04A2F90a8e352281F492F9",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (1 list)", "DefiLlama/peggedassets-server"],
    },
  ],
});

export const chfm = defineToken({
  symbol: "CHFm",
  title: "Mento Swiss Franc",
  issuer: "Mento",
  peg: "CHF",
  contracts: [
    {
      chain: "celo",
      address: "0xb55a79F398E759E43C95b979163f30eC87Ee131D",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (1 list)", "DefiLlama/peggedassets-server"],
    },
  ],
});

export const ngnm = defineToken({
  symbol: "NGNm",
  title: "Mento Nigerian Naira",
  issuer: "Mento",
  peg: "NGN",
  contracts: [
    {
      chain: "celo",
      address: "0xE2702Bd97ee33c88c8f6f92DA3B733608aa76F71",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (1 list)", "DefiLlama/peggedassets-server"],
    },
  ],
});

export const jpym = defineToken({
  symbol: "JPYm",
  title: "Mento Japanese Yen",
  issuer: "Mento",
  peg: "JPY",
  contracts: [
    {
      chain: "celo",
      address: "0xc45eCF20f3CD864B32D9794d6f76814aE8892e20",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (1 list)", "DefiLlama/peggedassets-server"],
    },
  ],
});
