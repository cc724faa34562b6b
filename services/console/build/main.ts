import { ensureConsoleBuilt } from "./ensure-built.ts";

/** Builds the console ahead of time, as an image does whose processes may not write. */
await ensureConsoleBuilt();
