import { useIntl } from "react-intl";

/** A day as the chain has it, of UTC: `2026-05-01`. */
export function useDayText(): (day: string, length?: "medium" | "short") => string {
  const intl = useIntl();
  return (day, length = "medium") =>
    intl.formatDate(
      `${day}T00:00:00Z`,
      length === "medium"
        ? { dateStyle: "medium", timeZone: "UTC" }
        : { month: "short", day: "numeric", timeZone: "UTC" },
    );
}
