import pg from "pg";

/** A server on which a database can be made from a migrated template. */
export interface SeedServer {
  /** Of its `postgres` database, as a superuser. */
  url: string;
  template: string;
}

export async function createSeedDatabase({ url, template }: SeedServer, name: string): Promise<string> {
  await execute(url, `create database ${name} template ${template} strategy file_copy`);
  const own = new URL(url);
  own.pathname = name;
  return own.href;
}

export async function dropSeedDatabase({ url }: SeedServer, name: string): Promise<void> {
  await execute(url, `drop database if exists ${name} with (force)`);
}

export async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
