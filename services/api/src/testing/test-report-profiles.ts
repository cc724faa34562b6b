import { join } from "node:path";

export const TEST_REPORT_PROFILES_DIR = join(import.meta.dirname, "../../../../report-profiles");
