import fastify from "fastify";
import pg from "pg";

/** One row by its key, as it is: no caller, no role, no check, nothing decoded. */
const pool = new pg.Pool({ connectionString: process.env.BENCH_DATABASE_URL, max: 10 });
const app = fastify();
app.get<{ Params: { address: string } }>("/v1/addresses/:address", async (request) => {
  const { rows } = await pool.query("select state from profile where chain_id = 31337 and address = $1", [
    Buffer.from(request.params.address.slice(2), "hex"),
  ]);
  return { state: rows[0]?.state.toString("hex") };
});
process.stdout.write(`${await app.listen({ host: "127.0.0.1", port: 0 })}\n`);
