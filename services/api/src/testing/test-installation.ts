import { join } from "node:path";

export const TEST_INSTALLATION = {
  version: "1.2.3",
  isEmbedded: false,
  migrationsDir: join(import.meta.dirname, "../../../../migrations"),
};
