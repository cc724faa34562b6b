import type { ReportChoices, ReportClient } from "@redflag/contract/report-choices";
import type { ReportProblem } from "@redflag/contract/report-problem";
import { chosenProblem } from "./preflight-codes.ts";
import type { ReportMaterial } from "./report-material.ts";
import type { ReportProfile } from "./report-profile.ts";

/** Parties that are marked as clients: goAML wants to know of them what an institution knows of its own. */
export function clientProblems(
  profile: ReportProfile,
  choices: ReportChoices,
  material: ReportMaterial,
): ReportProblem[] {
  const { clients = [], kind } = choices;
  if (clients.length === 0) return [];
  if (profile.client === undefined || kind === "SAR") {
    const why =
      profile.client === undefined
        ? `Profile ${profile.id} does not say how a client is written.`
        : "A SAR is written with parties as anybody sees them on the chain, and takes no client's data.";
    return [
      {
        code: "client_unsupported",
        blocks: true,
        text: `${clients.length === 1 ? "A party is" : `${clients.length} parties are`} marked as client. ${why}`,
        hint: "Take the mark off and name the client in your own words, or file an STR with a profile that has `client`.",
      },
    ];
  }
  const sides = material.payments.flatMap(({ sender, recipient }) => [sender.account, recipient.account]);
  const accounts = clients.map(({ account }) => account);
  return clients.flatMap((client, index) => {
    const where = `client ${index + 1} of ${clients.length}, ${client.account}`;
    if (accounts.indexOf(client.account) !== index) return [repeated(where)];
    if (!sides.includes(client.account)) return [notAParty(where)];
    return [
      ...missingData(choices, client, where),
      ...chosenCodes(profile, client, where),
      ...datesProblem(material, client, where),
    ];
  });
}

function missingData({ entity }: ReportChoices, client: ReportClient, where: string): ReportProblem[] {
  const holder = client.holder ?? {};
  const wanted: ReadonlyArray<[string, unknown]> = [
    ["the reporting entity's name", entity?.name],
    ["the reporting entity's code as an institution", entity?.code],
    ["the branch", client.branch],
    ["the account's name", client.accountName],
    ["the day it was opened", client.opened],
    ["its status", client.status],
    ["its beneficiary", client.beneficiary],
    ["the holder's gender", holder.gender],
    ["the holder's first name", holder.firstName],
    ["the holder's last name", holder.lastName],
    ["the holder's day of birth", holder.birthDate],
    ["the holder's id number", holder.idNumber],
    ["the holder's nationality", holder.nationality],
    ["the holder's residence", holder.residence],
    ["an identification of the holder", holder.identification],
  ];
  const missing = wanted.flatMap(([words, value]) => (value === undefined ? [words] : []));
  if (missing.length === 0) return [];
  return [
    {
      code: "client_data_missing",
      blocks: true,
      where,
      text: `It is marked as client, and then goAML wants what is missing here: ${missing.join(", ")}.`,
      hint: "Enter it from the client's file; or take the mark off, if this is no client of the reporting entity.",
    },
  ];
}

function chosenCodes(profile: ReportProfile, { status, holder }: ReportClient, where: string): ReportProblem[] {
  const { accountStatuses = [], identificationTypes = [] } = profile.client ?? {};
  return [
    ...(status === undefined ? [] : chosenProblem(profile, accountStatuses, status, `${where}, status`)),
    ...(holder?.identification === undefined
      ? []
      : chosenProblem(profile, identificationTypes, holder.identification.type, `${where}, identification`)),
  ];
}

function datesProblem({ at }: ReportMaterial, { opened, holder }: ReportClient, where: string): ReportProblem[] {
  const past = {
    "day of opening": opened,
    "day of birth": holder?.birthDate,
    "day of issue": holder?.identification?.issued,
  };
  return Object.entries(past).flatMap(([words, day]) =>
    day === undefined || day <= at.slice(0, 10)
      ? []
      : [
          {
            code: "date_out_of_range" as const,
            blocks: true,
            where,
            text: `The ${words} is after the report.`,
            hint: "Compare it with the client's file.",
          },
        ],
  );
}

function repeated(where: string): ReportProblem {
  return {
    code: "client_repeated",
    blocks: true,
    where,
    text: "This account is marked as client twice.",
    hint: "Take one of them out.",
  };
}

function notAParty(where: string): ReportProblem {
  return {
    code: "client_not_a_party",
    blocks: true,
    where,
    text: "It is marked as client, and no payment of the report is from or to it.",
    hint: "Take it out: what the report does not need is not filed.",
  };
}
