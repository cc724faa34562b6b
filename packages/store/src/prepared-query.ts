import pg from "pg";

export interface Statement {
  /** Names the text on its connection: another text has another name. */
  name: string;
  text: string;
  values: readonly (string | Buffer)[];
}

/** One query that is asked so often that each connection parses and plans it once. */
export interface PreparedQuery<Row, T> extends Statement {
  of(row: Row): T;
}

type Done<Row> = (error: Error | undefined, rows: Row[]) => void;

/** What each connection has parsed. One on which a statement has failed is not used again, so that this stays true. */
const parsed = new WeakMap<pg.Connection, Set<string>>();

/**
 * Several statements as one message and one transaction: PostgreSQL commits at the end of the message, and when one fails
 * undoes them all, settings too. Whoever submits it ends the connection when it fails.
 * @param done is given the rows of the last statement
 */
export function inOneMessage<Row extends object>(statements: readonly Statement[], done: Done<Row>): pg.Submittable {
  const query = new pg.Query<Row>("", (error, results: pg.QueryResult<Row> | pg.QueryResult<Row>[]) => {
    done(error ?? undefined, [results].flat().at(-1)?.rows ?? []);
  });
  query.submit = (connection) => {
    connection.stream.cork();
    for (const statement of statements) send(connection, statement);
    connection.sync();
    connection.stream.uncork();
  };
  return query;
}

function send(connection: pg.Connection, { name, text, values }: Statement): void {
  let names = parsed.get(connection);
  if (names === undefined) {
    names = new Set();
    parsed.set(connection, names);
  }
  if (!names.has(name)) {
    connection.parse({ name, text, types: [] }, true);
    names.add(name);
  }
  connection.bind({ statement: name, values: [...values] }, true);
  connection.describe({ type: "P" }, true);
  connection.execute(null, true);
}
