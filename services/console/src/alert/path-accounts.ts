import type { AlertDetail } from "@redflag/contract/http/routes/alerts";

type Paths = NonNullable<AlertDetail["exposurePaths"]>;
type Exposure = Paths["purses"][number]["exposures"][number];

/** Everybody on the way of the most money of one listed address, by CAIP-10, as it ran: what a graph of flows marks. */
export function pathAccounts({ exposurePaths, chain, subject }: PathFacts): readonly string[] {
  const exposures = exposurePaths?.purses.flatMap((purse) => purse.exposures) ?? [];
  const [largest] = exposures.sort((a, b) => Number(b.amount) - Number(a.amount));
  return largest === undefined ? [] : [...payersOf(largest).map((payer) => `${chain}:${payer}`), subject];
}

type PathFacts = Pick<AlertDetail, "exposurePaths" | "chain" | "subject">;

function payersOf({ path }: Exposure): string[] {
  return path.map(({ payer }) => payer);
}
