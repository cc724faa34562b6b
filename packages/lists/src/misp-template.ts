/** MISP's own object for an address; its version is that of which the relations are. */
export const COIN_ADDRESS = { name: "coin-address", uuid: "d0e6997e-78da-4815-a6a1-cfc1c1cb8a46", version: "7" };
