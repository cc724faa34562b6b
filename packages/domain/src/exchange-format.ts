/** In which what may be known outside is handed on: STIX 2.1, or events of MISP. */
export const EXCHANGE_FORMATS = ["stix", "misp"] as const;
export type ExchangeFormat = (typeof EXCHANGE_FORMATS)[number];
