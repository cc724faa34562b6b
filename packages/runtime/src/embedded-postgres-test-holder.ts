import { openEmbeddedPostgres } from "./embedded-postgres.ts";

/** Run by the tests as a process of its own: opens the data directory, says so, and releases when its input ends. */
const server = await openEmbeddedPostgres({ dataDir: process.argv[2] ?? "" });
process.stdout.write(`${JSON.stringify({ url: server.url, adopted: server.adopted })}\n`);
process.stdin.resume().on("end", async () => {
  await server.release();
});
