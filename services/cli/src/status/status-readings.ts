import type { ChainCoverage } from "@redflag/contract/http/routes/coverage";
import type { ListSource } from "@redflag/contract/http/routes/list-work";
import type {
  CrossChain,
  Endpoint,
  Installation,
  Lane,
  SubscriberDeliveries,
  Work,
} from "@redflag/contract/http/routes/operations";
import type { Watchlist } from "@redflag/contract/http/routes/watchlists";
import type { ConnectedProcesses } from "@redflag/store/connected-process";
import type { Check } from "../doctor/check.ts";

/** What is read of an installation, from its database or from its API. */
export interface StatusReadings {
  now: Date;
  installation: Installation;
  coverage: readonly ChainCoverage[];
  endpoints: readonly Endpoint[];
  lanes: readonly Lane[];
  crossChain: CrossChain;
  work: readonly Work[];
  deliveries: readonly SubscriberDeliveries[];
  lists: readonly Watchlist[];
  sources: readonly ListSource[];
  /** Absent where the API was asked, which does not say so. */
  inside?: InsideReadings;
}

/** What only the database's owner sees. */
export interface InsideReadings {
  queue: Check;
  processes: readonly ConnectedProcesses[];
  audit: readonly Check[];
  /** Emergencies that nobody else has confirmed, and proposals to be decided. */
  proposals: { open: number; unconfirmed: number };
  /** The newest day that a rate is known for, since 1970-01-01; absent where there is none. */
  lastRateDay?: number;
  backtests: { queued: number; running: number };
  retention: RetentionReading | undefined;
  /** Of the disk under an embedded database. */
  disk?: { freeBytes: number; totalBytes: number };
}

export interface RetentionReading {
  days: number;
  /** What it would drop now. */
  freeableBytes: number;
}
