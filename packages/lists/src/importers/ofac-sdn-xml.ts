import type { EntryCells } from "../entry-row.ts";
import { type ImportedRow, type Importer, rowsOf } from "../importer.ts";
import { ADDRESS_TYPE, OFAC, programmeCells } from "../ofac.ts";
import { xmlRows } from "../xml-rows.ts";

/** The classic `sdn.xml`: an address is an `<id>` of a designated party, its type naming an asset that nobody relies on. */
export const ofacSdnXml: Importer = {
  id: "ofac-sdn-xml",
  title: "OFAC SDN list, sdn.xml",
  parts: ["sdn.xml"],
  rowsBelongTo: "publisher",
  suggests: OFAC,
  sample: {
    parts: [
      `<?xml version="1.0" standalone="yes"?>
<sdnList xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML">
  <publshInformation><Publish_Date>09/29/2026</Publish_Date><Record_Count>2</Record_Count></publshInformation>
  <sdnEntry>
    <uid>57118</uid>
    <lastName>LEFT OUT</lastName>
    <sdnType>Individual</sdnType>
    <programList><program>ILLICIT-DRUGS-EO14059</program></programList>
    <idList>
      <id><uid>51344</uid><idType>Gender</idType><idNumber>Male</idNumber></id>
      <id>
        <uid>196727</uid>
        <idType>Digital Currency Address - ETH</idType>
        <idNumber>0xaC4cC4B68ea24BbFAAC8fD127B67Ed445ACcCE22</idNumber>
      </id>
    </idList>
  </sdnEntry>
  <sdnEntry>
    <uid>1</uid>
    <lastName>LEFT OUT</lastName>
    <sdnType>Entity</sdnType>
    <programList><program>SDGT</program><program>IFSR</program></programList>
    <idList>
      <id><idType>Digital Currency Address - XBT</idType><idNumber>TADTGCnaD5fGeQo3sTbYH3gyqjyNN92TGW</idNumber></id>
      <id><idType>Digital Currency Address - XBT</idType><idNumber>1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa</idNumber></id>
      <id><idType>Digital Currency Address - TRX</idType><idNumber>tadtgcnad5fgeqo3stbyh3gyqjynn92tgw</idNumber></id>
    </idList>
  </sdnEntry>
</sdnList>
`,
    ],
    entries: [
      ["0xaC4cC4B68ea24BbFAAC8fD127B67Ed445ACcCE22", { programme: "ILLICIT-DRUGS-EO14059", reference: "57118" }],
      [
        "TADTGCnaD5fGeQo3sTbYH3gyqjyNN92TGW",
        { category: "terrorist_financing", programme: "IFSR; SDGT", reference: "1" },
      ],
    ],
    foreign: { bitcoin: 1 },
    refused: 1,
  },
  async *read([source], defaults) {
    if (source === undefined) return;
    let party = newParty();
    yield* xmlRows<ImportedRow>(source, "sdnList", ({ path, text, line }) => {
      if (path === "sdnEntry/uid") party.uid = text;
      else if (path === "sdnEntry/programList/program") party.programmes.push(text);
      else if (path === "sdnEntry/idList/id/idType") party.idType = text;
      else if (path === "sdnEntry/idList/id/idNumber") party.idNumber = text;
      else if (path === "sdnEntry/idList/id") {
        // The type decides that it is an address, and nothing about which: USDT stands with addresses of three chains.
        if (party.idType.startsWith(ADDRESS_TYPE)) party.addresses.push({ line, text: party.idNumber });
        party.idType = "";
        party.idNumber = "";
      } else if (path === "sdnEntry") {
        const { uid, programmes, addresses } = party;
        party = newParty();
        const cells: EntryCells = { ...programmeCells(programmes), ...(uid !== "" && { reference: uid }) };
        return addresses.flatMap((address) => rowsOf(`line ${address.line}`, address.text, cells, defaults));
      }
      return undefined;
    });
  },
};

function newParty() {
  return {
    uid: "",
    programmes: [] as string[],
    idType: "",
    idNumber: "",
    addresses: [] as Array<{ line: number; text: string }>,
  };
}
