import type { AddressFlows } from "@redflag/contract/http/routes/flows";

/** Stands in for the calendar. */
export function ActivityCalendar(_: { days: AddressFlows["days"] }) {
  return null;
}
