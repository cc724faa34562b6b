import type { ReportChoices } from "@redflag/contract/report-choices";
import { accountElement } from "./account-element.ts";
import { alertReasonWords } from "./alert-words.ts";
import { paymentWords } from "./payment-words.ts";
import { leaf, parent, type ReportElement } from "./report-element.ts";
import type { ReportMaterial } from "./report-material.ts";
import type { ReportProfile } from "./report-profile.ts";
import { listSubjects, type ReportedSubject } from "./reported-subject.ts";

/** What a SAR has instead of transactions: each subject as a party, why it is one, and the payments in words. */
export function activityElement(
  profile: ReportProfile,
  choices: ReportChoices,
  material: ReportMaterial,
): ReportElement {
  const subjects = listSubjects(material);
  const parties = subjects.map((subject, index) =>
    partyElement(profile, choices, material, subject, `party ${index + 1} of ${subjects.length}`),
  );
  return parent("activity", [parent("report_parties", parties)]);
}

function partyElement(
  profile: ReportProfile,
  choices: ReportChoices,
  material: ReportMaterial,
  { side, alerts, payments }: ReportedSubject,
  label: string,
): ReportElement {
  const moved = payments.map((payment) => paymentWords(profile, material, payment));
  return parent(
    "report_party",
    [
      accountElement("account", profile, { ...choices, clients: [] }, side),
      leaf("reason", alerts.map(alertReasonWords).join("\n")),
      leaf("comments", moved.join("\n")),
    ],
    label,
  );
}
