import { describe, expect, it } from "vitest";
import { parseEnrichmentCsv } from "./parse-enrichment-csv.ts";

const HEADER = "kind,address,customer,amount,currency,day,traded";
const EVM = "0x00000000000000000000000000000000000000a1";
const TRON = "TADTGCnaD5fGeQo3sTbYH3gyqjyNN92TGW";
const read = (...rows: string[]) => parseEnrichmentCsv(`${HEADER}\n${rows.join("\n")}\n`);

describe("parseEnrichmentCsv", () => {
  it("reads every kind, of both families", async () => {
    const rows = await read(
      `turnover,${EVM},,5000,TRY,,`,
      `owner,${TRON},c-17,,,,`,
      `wallet,${EVM},c-17,,,,`,
      `trade,${EVM},,,,2026-01-05,no`,
    );
    expect(rows).toMatchObject([
      { kind: "turnover", address: EVM, family: "eip155", amount: 5_000, currency: "TRY" },
      { kind: "owner", family: "tron", customer: "c-17" },
      { kind: "wallet", address: EVM, customer: "c-17" },
      { kind: "trade", day: 20_458, traded: false },
    ]);
  });

  it("names bad rows by line and column, and never what stands in a cell", async () => {
    const reading = read(
      "owner,Jane Doe,Jane Doe,,,,",
      `owner,${EVM},jane@example.org,,,,`,
      `owner,${EVM},Jane,,,,`,
      `turnover,${EVM},c-1,1.5,LIRA,,`,
      `trade,${EVM},,,,5 Jan,perhaps`,
      `passport,${EVM},P123,,,,`,
      `wallet,${EVM},c-1,,,,`,
      `wallet,${EVM},c-2,,,,`,
    );
    await expect(reading).rejects.toMatchObject({
      code: "context_row_invalid",
      detail: [
        "7 bad rows",
        "line 2: address: not an address of a chain that is screened; customer: not an opaque reference of at most 64 letters, digits and hyphens with a digit among them",
        "line 3: customer: not an opaque reference of at most 64 letters, digits and hyphens with a digit among them",
        "line 4: customer: not an opaque reference of at most 64 letters, digits and hyphens with a digit among them",
        "line 5: customer: empty in a row of kind turnover; amount: not a positive whole number of units; currency: not an ISO 4217 code, such as TRY",
        "line 6: day: not a UTC day such as 2026-01-31; traded: neither yes nor no",
        "line 7: kind: neither turnover, owner, wallet nor trade",
        "line 9: about the same as line 8",
      ].join("\n"),
    });
    await expect(reading).rejects.not.toThrow(/Jane|P123|perhaps/);
  });
});
