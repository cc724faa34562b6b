// Written by `pnpm registries` from the files in importers/. Do not edit.

import type { Importer } from "./importer.ts";
import * as csvFile from "./importers/csv.ts";
import * as graphsenseTagpackFile from "./importers/graphsense-tagpack.ts";
import * as jsonFile from "./importers/json.ts";
import * as mispEventFile from "./importers/misp-event.ts";
import * as nbctfOrdersFile from "./importers/nbctf-orders.ts";
import * as ofacSdnAdvancedFile from "./importers/ofac-sdn-advanced.ts";
import * as ofacSdnCsvFile from "./importers/ofac-sdn-csv.ts";
import * as ofacSdnEnhancedFile from "./importers/ofac-sdn-enhanced.ts";
import * as ofacSdnXmlFile from "./importers/ofac-sdn-xml.ts";
import * as opensanctionsFtmFile from "./importers/opensanctions-ftm.ts";
import * as stixBundleFile from "./importers/stix-bundle.ts";

export const IMPORTER_FILES: ReadonlyArray<Readonly<Record<string, Importer>>> = [
  csvFile,
  graphsenseTagpackFile,
  jsonFile,
  mispEventFile,
  nbctfOrdersFile,
  ofacSdnAdvancedFile,
  ofacSdnCsvFile,
  ofacSdnEnhancedFile,
  ofacSdnXmlFile,
  opensanctionsFtmFile,
  stixBundleFile,
];
