import type { ReportChoices, ReportClient } from "@redflag/contract/report-choices";

/** What stands in the fields of the form, each as it is typed. */
export type Fields<Name extends string> = Readonly<Record<Name, string>>;

export const ENTITY_FIELDS = ["entityId", "entityBranch", "entityName", "entityCode"] as const;
export const PERSON_FIELDS = ["firstName", "lastName", "email", "occupation"] as const;
export const LOCATION_FIELDS = ["locationType", "address", "city", "state", "country"] as const;
const OTHER_FIELDS = ["userCode", "words", "action", "fiuReference", "rejectedReference"] as const;
const FIELDS = [...ENTITY_FIELDS, ...PERSON_FIELDS, ...LOCATION_FIELDS, ...OTHER_FIELDS] as const;
export type FieldName = (typeof FIELDS)[number];

export const ACCOUNT_FIELDS = ["accountName", "clientNumber", "branch", "opened", "status", "beneficiary"] as const;
export const HOLDER_FIELDS = [
  "firstName",
  "lastName",
  "gender",
  "birthDate",
  "idNumber",
  "nationality",
  "residence",
] as const;
export const PAPER_FIELDS = ["type", "number", "issued", "expires", "country"] as const;

export interface ClientDraft {
  account: string;
  ofAccount: Fields<(typeof ACCOUNT_FIELDS)[number]>;
  ofHolder: Fields<(typeof HOLDER_FIELDS)[number]>;
  ofPaper: Fields<(typeof PAPER_FIELDS)[number]>;
}

export interface ChoicesDraft {
  kind: ReportChoices["kind"];
  indicators: readonly string[];
  fields: Fields<FieldName>;
  clients: readonly ClientDraft[];
}

/** A part of which something is filled in, and not all that it needs. */
export type Incomplete = "entity" | "person" | "location" | "paper";

const GENDERS = ["F", "M", "-"] as const;

export function draftOf(choices: ReportChoices): ChoicesDraft {
  const { entity, reportingPerson, location } = choices;
  const given = {
    entityId: entity === undefined ? "" : String(entity.id),
    entityBranch: entity?.branch,
    entityName: entity?.name,
    entityCode: entity?.code,
    ...reportingPerson,
    ...(location !== undefined && { ...location, locationType: location.type }),
    userCode: choices.userCode,
    words: choices.words,
    action: choices.action,
    fiuReference: choices.fiuReference,
    rejectedReference: choices.rejectedReference,
  };
  return {
    kind: choices.kind,
    indicators: choices.indicators,
    fields: textsOf(FIELDS, given),
    clients: (choices.clients ?? []).map(clientDraftOf),
  };
}

/** Of an account of which nothing is said yet. */
export function clientDraftOf(client: ReportClient): ClientDraft {
  return {
    account: client.account,
    ofAccount: textsOf(ACCOUNT_FIELDS, client),
    ofHolder: textsOf(HOLDER_FIELDS, client.holder ?? {}),
    ofPaper: textsOf(PAPER_FIELDS, client.holder?.identification ?? {}),
  };
}

/** What is sent: nothing of a field that is empty. The API says what of it no report can hold. */
export function choicesOf(draft: ChoicesDraft): { choices: ReportChoices; incomplete: readonly Incomplete[] } {
  const { fields } = draft;
  const incomplete = new Set<Incomplete>();
  const part = <Name extends string, Needed extends Name>(
    of: Incomplete,
    texts: Partial<Record<Name, string>>,
    needed: readonly Needed[],
  ): (Partial<Record<Name, string>> & Record<Needed, string>) | undefined => {
    if (Object.keys(texts).length === 0) return undefined;
    if (isWhole(texts, needed)) return texts;
    incomplete.add(of);
    return undefined;
  };
  const entity = part("entity", filled(ENTITY_FIELDS, fields), ["entityId"]);
  if (entity !== undefined && !/^\d{1,10}$/.test(entity.entityId)) incomplete.add("entity");
  const reportingPerson = part("person", filled(PERSON_FIELDS, fields), ["firstName", "lastName"]);
  const location = part("location", filled(LOCATION_FIELDS, fields), LOCATION_FIELDS);
  const clients = draft.clients.map(({ account, ofAccount, ofHolder, ofPaper }): ReportClient => {
    const identification = part("paper", filled(PAPER_FIELDS, ofPaper), PAPER_FIELDS);
    const { gender: typed, ...texts } = filled(HOLDER_FIELDS, ofHolder);
    const gender = GENDERS.find((one) => one === typed);
    const holder = { ...texts, ...(gender && { gender }), ...(identification && { identification }) };
    return { account, ...filled(ACCOUNT_FIELDS, ofAccount), ...(Object.keys(holder).length > 0 && { holder }) };
  });
  const choices: ReportChoices = {
    kind: draft.kind,
    indicators: [...draft.indicators],
    ...(entity && { entity: entityOf(entity) }),
    ...(reportingPerson && { reportingPerson }),
    ...(location && { location: locationOf(location) }),
    ...filled(OTHER_FIELDS, fields),
    ...(clients.length > 0 && { clients }),
  };
  return { choices, incomplete: [...incomplete] };
}

function entityOf(of: { entityId: string; entityBranch?: string; entityName?: string; entityCode?: string }) {
  const { entityId, entityBranch, entityName, entityCode } = of;
  return {
    id: Number(entityId),
    ...(entityBranch && { branch: entityBranch }),
    ...(entityName && { name: entityName }),
    ...(entityCode && { code: entityCode }),
  };
}

function locationOf({ locationType, ...rest }: Record<(typeof LOCATION_FIELDS)[number], string>) {
  return { type: locationType, ...rest };
}

function isWhole<Name extends string, Needed extends Name>(
  texts: Partial<Record<Name, string>>,
  needed: readonly Needed[],
): texts is Partial<Record<Name, string>> & Record<Needed, string> {
  return needed.every((name) => texts[name] !== undefined);
}

function textsOf<Name extends string>(names: readonly Name[], given: Partial<Record<Name, unknown>>): Fields<Name> {
  const texts = names.map((name) => [name, typeof given[name] === "string" ? given[name] : ""]);
  return Object.fromEntries(texts) as Fields<Name>;
}

/** Those in which something stands, without blanks around it. */
function filled<Name extends string>(names: readonly Name[], fields: Fields<Name>): Partial<Record<Name, string>> {
  const texts = names.flatMap((name) => (fields[name].trim() === "" ? [] : [[name, fields[name].trim()]]));
  return Object.fromEntries(texts) as Partial<Record<Name, string>>;
}
