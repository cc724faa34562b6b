import { cell } from "../cell-text.ts";
import type { EntryCells } from "../entry-row.ts";
import { type ImportedRow, type Importer, rowsOf } from "../importer.ts";
import { ADDRESS_TYPE, OFAC, programmeCells } from "../ofac.ts";
import { type XmlElement, xmlRows } from "../xml-rows.ts";

const PROFILE = "DistinctParties/DistinctParty/Profile";
const ENTRY = "SanctionsEntries/SanctionsEntry";

/**
 * `SDN_ADVANCED.XML`: what a feature is stands in a table of types at the head of the file, by number; programmes and dates
 * stand behind all parties. So the addresses wait until the file has ended.
 */
export const ofacSdnAdvanced: Importer = {
  id: "ofac-sdn-advanced",
  title: "OFAC SDN list, SDN_ADVANCED.XML",
  parts: ["SDN_ADVANCED.XML"],
  rowsBelongTo: "publisher",
  suggests: OFAC,
  sample: {
    parts: [
      `<?xml version="1.0" encoding="utf-8"?>
<Sanctions xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ADVANCED_XML">
  <DateOfIssue CalendarTypeID="1"><Year>2026</Year><Month>9</Month><Day>29</Day></DateOfIssue>
  <ReferenceValueSets>
    <FeatureTypeValues>
      <FeatureType ID="8" FeatureTypeGroupID="1">Birthdate</FeatureType>
      <FeatureType ID="344" FeatureTypeGroupID="1">Digital Currency Address - XBT</FeatureType>
      <FeatureType ID="345" FeatureTypeGroupID="1">Digital Currency Address - ETH</FeatureType>
    </FeatureTypeValues>
    <SanctionsTypeValues>
      <SanctionsType ID="1">Program</SanctionsType>
      <SanctionsType ID="2">Block</SanctionsType>
    </SanctionsTypeValues>
  </ReferenceValueSets>
  <DistinctParties>
    <DistinctParty FixedRef="57118">
      <Profile ID="57118" PartySubTypeID="4">
        <Feature ID="1" FeatureTypeID="8"><FeatureVersion ID="1"><VersionDetail>LEFT OUT</VersionDetail></FeatureVersion></Feature>
        <Feature ID="2" FeatureTypeID="345">
          <FeatureVersion ID="2" ReliabilityID="1560">
            <Comment />
            <VersionDetail DetailTypeID="1432">0xaC4cC4B68ea24BbFAAC8fD127B67Ed445ACcCE22</VersionDetail>
          </FeatureVersion>
        </Feature>
        <Feature ID="3" FeatureTypeID="344">
          <FeatureVersion ID="3"><VersionDetail>1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa</VersionDetail></FeatureVersion>
        </Feature>
        <Feature ID="4" FeatureTypeID="345"><FeatureVersion ID="4" /></Feature>
      </Profile>
    </DistinctParty>
  </DistinctParties>
  <SanctionsEntries>
    <SanctionsEntry ID="9" ProfileID="57118" ListID="1550">
      <EntryEvent ID="9"><Date CalendarTypeID="1"><Year>2026</Year><Month>9</Month><Day>4</Day></Date></EntryEvent>
      <SanctionsMeasure ID="1" SanctionsTypeID="1"><Comment>ILLICIT-DRUGS-EO14059</Comment></SanctionsMeasure>
      <SanctionsMeasure ID="2" SanctionsTypeID="2"><Comment /></SanctionsMeasure>
    </SanctionsEntry>
  </SanctionsEntries>
</Sanctions>
`,
    ],
    entries: [
      [
        "0xaC4cC4B68ea24BbFAAC8fD127B67Ed445ACcCE22",
        { programme: "ILLICIT-DRUGS-EO14059", reference: "57118", validFrom: Date.UTC(2026, 8, 4) / 1000 },
      ],
    ],
    foreign: { bitcoin: 1 },
    refused: 1,
  },
  async *read([source], defaults) {
    if (source === undefined) return;
    const reading = new Reading();
    yield* xmlRows<ImportedRow>(source, "Sanctions", (element) => {
      reading.take(element);
      return undefined;
    });
    for (const { profile, line, text } of reading.addresses) {
      const { programmes = [], date } = reading.sanctions.get(profile) ?? {};
      const cells: EntryCells = {
        ...programmeCells(programmes),
        ...cell("reference", profile),
        ...cell("valid_from", date),
      };
      yield* rowsOf(`line ${line}`, text, cells, defaults);
    }
  },
};

interface Sanction {
  programmes: string[];
  /** Of the first listing, as 2026-09-04. */
  date: string | undefined;
}

class Reading {
  readonly addresses: Array<{ profile: string; line: number; text: string }> = [];
  readonly sanctions = new Map<string, Sanction>();
  readonly #addressTypes = new Set<string>();
  readonly #programmeTypes = new Set<string>();
  #details: string[] = [];
  #features: Array<{ line: number; text: string }> = [];
  #comment = "";
  #date: string[] = [];
  #sanction: Sanction = { programmes: [], date: undefined };

  take({ path, attributes, text, line }: XmlElement): void {
    const { ID = "" } = attributes;
    if (path === "ReferenceValueSets/FeatureTypeValues/FeatureType") {
      if (text.startsWith(ADDRESS_TYPE)) this.#addressTypes.add(ID);
    } else if (path === "ReferenceValueSets/SanctionsTypeValues/SanctionsType") {
      if (text === "Program") this.#programmeTypes.add(ID);
    } else if (path === `${PROFILE}/Feature/FeatureVersion/VersionDetail`) this.#details.push(text);
    else if (path === `${PROFILE}/Feature`) this.#endFeature(attributes.FeatureTypeID ?? "", line);
    else if (path === PROFILE) this.#endProfile(ID);
    else if (path === `${ENTRY}/SanctionsMeasure/Comment`) this.#comment = text;
    else if (path === `${ENTRY}/SanctionsMeasure`) this.#endMeasure(attributes.SanctionsTypeID ?? "");
    else if (/^SanctionsEntries\/SanctionsEntry\/EntryEvent\/Date\/(?:Year|Month|Day)$/.test(path))
      this.#date.push(text);
    else if (path === `${ENTRY}/EntryEvent`) this.#endEvent();
    else if (path === ENTRY) this.#endEntry(attributes.ProfileID ?? "");
  }

  /** A feature of this type that holds no text is a row all the same: it is refused, not passed over. */
  #endFeature(type: string, line: number): void {
    const texts = this.#details.length === 0 ? [""] : this.#details;
    if (this.#addressTypes.has(type)) this.#features.push(...texts.map((text) => ({ line, text })));
    this.#details = [];
  }

  #endProfile(profile: string): void {
    this.addresses.push(...this.#features.map((feature) => ({ profile, ...feature })));
    if (this.#features.length > 0) this.sanctions.set(profile, { programmes: [], date: undefined });
    this.#features = [];
  }

  #endMeasure(type: string): void {
    if (this.#programmeTypes.has(type) && this.#comment !== "") this.#sanction.programmes.push(this.#comment);
    this.#comment = "";
  }

  #endEvent(): void {
    const date = this.#date.map((part) => part.padStart(2, "0")).join("-");
    this.#date = [];
    const earlier = this.#sanction.date;
    if (date !== "" && (earlier === undefined || date < earlier)) this.#sanction.date = date;
  }

  #endEntry(profile: string): void {
    const { programmes, date } = this.#sanction;
    this.#sanction = { programmes: [], date: undefined };
    const known = this.sanctions.get(profile);
    if (known === undefined) return;
    known.programmes.push(...programmes);
    if (date !== undefined && (known.date === undefined || date < known.date)) known.date = date;
  }
}
