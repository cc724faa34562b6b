/** What the services log in as: each owns nothing, and may do what `migrations/` grants it. */
export const SERVICE_ROLES = [
  "redflag_ingest",
  "redflag_screen",
  "redflag_refresh",
  "redflag_api",
  "redflag_notify",
  "redflag_exchange",
] as const;
export type ServiceRole = (typeof SERVICE_ROLES)[number];
