// Written by `pnpm registries` from the files in importers/. Do not edit.

import type { Importer } from "./importer.ts";
import * as ofacSdnAdvancedFile from "./importers/ofac-sdn-advanced.ts";
import * as ofacSdnCsvFile from "./importers/ofac-sdn-csv.ts";
import * as ofacSdnEnhancedFile from "./importers/ofac-sdn-enhanced.ts";
import * as ofacSdnXmlFile from "./importers/ofac-sdn-xml.ts";

export const IMPORTER_FILES: ReadonlyArray<Readonly<Record<string, Importer>>> = [
  ofacSdnAdvancedFile,
  ofacSdnCsvFile,
  ofacSdnEnhancedFile,
  ofacSdnXmlFile,
];
