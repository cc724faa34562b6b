import { type InstallationKey, installationKeyOf } from "@redflag/runtime/installation-key";

/** The installation's, whose secrets rest under it. */
export const INSTALLATION_KEY: InstallationKey = installationKeyOf(Buffer.alloc(32, 7));
