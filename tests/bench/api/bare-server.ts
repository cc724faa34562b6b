import fastify from "fastify";
import pg from "pg";

/** What a route that reads one row by an index can do here: no key, no role, no visibility, no audit, no check. */
const pool = new pg.Pool({ connectionString: process.env.BENCH_DATABASE_URL, max: 10 });
const app = fastify();
app.get<{ Params: { id: string } }>("/v1/events/:id", async (request) => {
  const { rows } = await pool.query(
    "select event_id, payload, released_at from released_event where subscriber_id = $1 and event_id = $2",
    [process.env.BENCH_SUBSCRIBER, Buffer.from(request.params.id.slice(2), "hex")],
  );
  const [row] = rows;
  return { id: `0x${row.event_id.toString("hex")}`, releasedAt: row.released_at, payload: row.payload };
});
app.get<{ Params: { address: string } }>("/v1/addresses/:address/screening", async (request) => {
  const { rows } = await pool.query(
    "select list_id, category, severity, authority, confidence, sharing from shared_entry where address = $1",
    [Buffer.from(request.params.address.slice(2), "hex")],
  );
  return { matches: rows };
});
app.post<{ Body: { addresses: string[] } }>("/v1/addresses/screening", async (request) => {
  const { addresses } = request.body;
  const { rows } = await pool.query(
    "select address, list_id, category, severity, authority, confidence, sharing from shared_entry where address = any($1)",
    [addresses.map((address) => Buffer.from(address.slice(2), "hex"))],
  );
  const byAddress = Map.groupBy(rows, (row) => `0x${row.address.toString("hex")}`);
  return { items: addresses.map((asked) => ({ asked, matches: byAddress.get(asked) ?? [] })) };
});
process.stdout.write(`${await app.listen({ host: "127.0.0.1", port: 0 })}\n`);
