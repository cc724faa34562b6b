import type { ReportProblemCode } from "@redflag/contract/report-problem";

/** Which part of the form mends it; absent: nothing in the form does. */
export function problemPlace(code: ReportProblemCode): string | undefined {
  return PLACES[code];
}

const PLACES: Partial<Record<ReportProblemCode, string>> = {
  reporting_entity_missing: "report-entity",
  reporting_person_missing: "report-person",
  user_code_refused: "report-person",
  location_missing: "report-location",
  words_missing: "report-words",
  action_missing: "report-words",
  characters_refused: "report-words",
  indicator_to_choose: "report-indicators",
  indicator_unknown: "report-indicators",
  indicator_repeated: "report-indicators",
  client_data_missing: "report-clients",
  client_not_a_party: "report-clients",
  client_unsupported: "report-clients",
  client_repeated: "report-clients",
};
