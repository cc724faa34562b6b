// Written by `pnpm registries` from the files in importers/. Do not edit.

import type { Importer } from "./importer.ts";
import * as ofacSdnXmlFile from "./importers/ofac-sdn-xml.ts";

export const IMPORTER_FILES: ReadonlyArray<Readonly<Record<string, Importer>>> = [ofacSdnXmlFile];
