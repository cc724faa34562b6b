import { cell } from "../cell-text.ts";
import type { EntryCells } from "../entry-row.ts";
import { type ImportedRow, type Importer, rowsOf } from "../importer.ts";
import { ADDRESS_TYPE, OFAC, programmeCells } from "../ofac.ts";
import { xmlRows } from "../xml-rows.ts";

/** `SDN_ENHANCED.XML`: an address is a feature of a designated party, the feature's type said in words beside it. */
export const ofacSdnEnhanced: Importer = {
  id: "ofac-sdn-enhanced",
  title: "OFAC SDN list, SDN_ENHANCED.XML",
  parts: ["SDN_ENHANCED.XML"],
  rowsBelongTo: "publisher",
  suggests: OFAC,
  sample: {
    parts: [
      `<?xml version="1.0" encoding="utf-8"?>
<sanctionsData xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ENHANCED_XML">
  <publicationInfo><dataAsOf>2026-09-29T00:00:00</dataAsOf></publicationInfo>
  <entities>
    <entity id="57118">
      <generalInfo><identityId>1979</identityId><entityType refId="600">Individual</entityType></generalInfo>
      <sanctionsLists><sanctionsList refId="1" id="2" datePublished="2026-09-04">SDN List</sanctionsList></sanctionsLists>
      <sanctionsPrograms><sanctionsProgram refId="3" id="4">ILLICIT-DRUGS-EO14059</sanctionsProgram></sanctionsPrograms>
      <names><name id="5"><translations><translation><formattedFullName>LEFT OUT</formattedFullName></translation></translations></name></names>
      <features>
        <feature id="6"><type featureTypeId="224">Gender</type><value>Male</value></feature>
        <feature id="7">
          <type featureTypeId="345">Digital Currency Address - ETH</type>
          <value>0xaC4cC4B68ea24BbFAAC8fD127B67Ed445ACcCE22</value>
        </feature>
        <feature id="8">
          <type featureTypeId="992">Digital Currency Address - TRX</type>
          <value>TADTGCnaD5fGeQo3sTbYH3gyqjyNN92TGW</value>
        </feature>
        <feature id="9"><type featureTypeId="344">Digital Currency Address - XBT</type><value>1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa</value></feature>
      </features>
    </entity>
  </entities>
</sanctionsData>
`,
    ],
    entries: [
      [
        "0xaC4cC4B68ea24BbFAAC8fD127B67Ed445ACcCE22",
        { programme: "ILLICIT-DRUGS-EO14059", reference: "57118", validFrom: Date.UTC(2026, 8, 4) / 1000 },
      ],
      [
        "TADTGCnaD5fGeQo3sTbYH3gyqjyNN92TGW",
        { programme: "ILLICIT-DRUGS-EO14059", reference: "57118", validFrom: Date.UTC(2026, 8, 4) / 1000 },
      ],
    ],
    foreign: { bitcoin: 1 },
  },
  async *read([source], defaults) {
    if (source === undefined) return;
    let party = newParty();
    let feature = { type: "", value: "" };
    yield* xmlRows<ImportedRow>(source, "sanctionsData", ({ path, attributes, text, line }) => {
      if (path === "entities/entity/sanctionsLists/sanctionsList") party.dates.push(attributes.datePublished ?? "");
      else if (path === "entities/entity/sanctionsPrograms/sanctionsProgram") party.programmes.push(text);
      else if (path === "entities/entity/features/feature/type") feature.type = text;
      else if (path === "entities/entity/features/feature/value") feature.value = text;
      else if (path === "entities/entity/features/feature") {
        if (feature.type.startsWith(ADDRESS_TYPE)) party.addresses.push({ line, text: feature.value });
        feature = { type: "", value: "" };
      } else if (path === "entities/entity") {
        const { programmes, addresses, dates } = party;
        party = newParty();
        const cells: EntryCells = {
          ...programmeCells(programmes),
          ...cell("reference", attributes.id),
          ...cell("valid_from", dates.filter((date) => date !== "").sort()[0]),
        };
        return addresses.flatMap((address) => rowsOf(`line ${address.line}`, address.text, cells, defaults));
      }
      return undefined;
    });
  },
};

function newParty() {
  return { programmes: [] as string[], dates: [] as string[], addresses: [] as Array<{ line: number; text: string }> };
}
