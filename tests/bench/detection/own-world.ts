import { dayOf } from "@redflag/domain/rate-day";
import { buildRateTable, type Rate } from "@redflag/domain/rate-table";
import { addressOf } from "./labelled-set.ts";
import type { Service } from "./scene.ts";
import { listed, type World } from "./world.ts";

const USD_PER_EUR = 1.1;
export const TRY_PER_USD = 40;
/** Where the exchanges of the world are registered. */
const JURISDICTIONS = ["TR", "SG", "TH", "KE", "AE", "GB"];

/** What a list of designations names, and known exchanges. */
export function makeWorld(set: string, startTime: number, days: number) {
  const services: Service[] = JURISDICTIONS.map((jurisdiction) => ({
    address: addressOf(set, `exchange ${jurisdiction}`),
    jurisdiction,
  }));
  const designated = addressOf(set, "designated");
  const firstDay = dayOf(startTime);
  const rates = Array.from({ length: days + 1 }, (_, i): Rate[] => [
    { currency: "USD", day: firstDay + i, perEur: `${USD_PER_EUR}` },
    { currency: "TRY", day: firstDay + i, perEur: `${TRY_PER_USD * USD_PER_EUR}` },
  ]).flat();
  const exchanges = services.map(({ address, jurisdiction }) =>
    listed({ address, category: "exchange", entity: `Exchange ${jurisdiction}`, jurisdictions: [jurisdiction] }),
  );
  const world: World = {
    entries: [...exchanges, listed({ address: designated, category: "terrorist_financing", severity: "SEVERE" })],
    rates: buildRateTable(rates),
  };
  return { services, designated, world };
}
