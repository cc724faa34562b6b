import type { CatalogueRow } from "./problem-row.ts";

/** What can go wrong between chain and alert, at the command line and with the configuration. */
export const PIPELINE_PROBLEMS = {
  address_malformed: {
    title: "Not an address",
    hint: "Give it as a block explorer shows it: 0x and 40 hex digits, or T and 33 characters on TRON.",
    retry: "fatal",
  },
  address_checksum: {
    title: "Address fails its checksum",
    hint: "Copy it again from its source: at least one character is wrong.",
    retry: "fatal",
  },
  account_malformed: {
    title: "Not an account at a venue",
    hint: "Give the venue's id, such as binance, and the account's number there; never a person's name.",
    retry: "fatal",
  },
  token_invalid: {
    title: "Token definition is not valid",
    hint: "Correct the token's file: copy the address from the chain's explorer and the decimals from the contract.",
    retry: "fatal",
  },
  amount_malformed: { title: "Not an amount", hint: "Give a decimal number such as 1250.50.", retry: "fatal" },
  chain_unknown: {
    title: "Unknown chain",
    hint: "Use one of the chain names that the message lists.",
    retry: "fatal",
  },
  config_invalid: {
    title: "Configuration is not valid",
    hint: "Correct every variable named above; `redflag doctor` checks them again.",
    retry: "fatal",
  },
  database_unreachable: {
    title: "Database cannot be reached",
    hint: "Start it, or correct REDFLAG_DATABASE_URL; without that variable an embedded one is started.",
    retry: "retry",
  },
  database_full: {
    title: "Database has no room left",
    hint: "Free space on its disk or enlarge it: the step that failed left nothing behind, and is tried again until it fits.",
    retry: "retry",
  },
  database_newer: {
    title: "Database was migrated by a newer Redflag",
    hint: "Run that newer version, or point REDFLAG_DATABASE_URL at another database. Nothing was changed.",
    retry: "fatal",
  },
  database_older: {
    title: "Database lacks migrations",
    hint: "Run `redflag migrate`; `redflag start` and `redflag ingest` do it by themselves.",
    retry: "fatal",
  },
  database_in_use: {
    title: "Processes of Redflag still work on the tables as they are",
    hint: "Stop those named (SIGTERM), then run it again; nothing is lost meanwhile. docs/upgrades.md says how. Nothing was changed.",
    retry: "retry",
  },
  migration_blocked: {
    title: "A migration did not get at a table",
    hint: "End the long transaction named above, often a dump or a forgotten session, and run it again. The file left nothing of itself.",
    retry: "retry",
  },
  database_not_owner: {
    title: "This login does not own the database's tables",
    hint: "Run it with the REDFLAG_DATABASE_URL of the login that made them; services keep those of `redflag logins`.",
    retry: "fatal",
  },
  logins_refused: {
    title: "The services' logins cannot be made",
    hint: "Run it where the passwords are kept, as the tables' owner who may create roles; --rotate gives new passwords.",
    retry: "fatal",
  },
  database_migration_changed: {
    title: "A migration that was already applied has changed",
    hint: "Restore the original migration file: migrations are forward-only.",
    retry: "fatal",
  },
  backup_refused: {
    title: "Not a backup that can be made or restored",
    hint: "docs/guides/back-up.md says what belongs where. Nothing was changed.",
    retry: "fatal",
  },
  key_file_unusable: {
    title: "Key file cannot be used",
    hint: "Name a file with one API key and nothing else, as `redflag key create` prints it to standard output.",
    retry: "fatal",
  },
  file_unusable: {
    title: "A file or a folder could not be used",
    hint: "Check its path, who may write there, and that the disk has room.",
    retry: "fatal",
  },
  embedded_database_failed: {
    title: "Embedded PostgreSQL did not start",
    hint: "Check that this user may write there and that the disk has room. REDFLAG_DATA_DIR names another folder.",
    retry: "fatal",
  },
  queue_unreachable: {
    title: "Queue cannot be reached",
    hint: "Start Redis, or correct REDFLAG_REDIS_URL; without that variable the queue lives in PostgreSQL.",
    retry: "retry",
  },
  job_malformed: {
    title: "Job cannot be read",
    hint: "Another version of Redflag may have queued it. Nothing is lost: the next sweep queues the work again.",
    retry: "fatal",
  },
  endpoint_missing: {
    title: "No endpoint configured",
    hint: "Set REDFLAG_RPC_<CHAIN>, for example REDFLAG_RPC_ETHEREUM=https://….",
    retry: "fatal",
  },
  endpoint_unreachable: {
    title: "Endpoint cannot be reached",
    hint: "Check the address and the network; `redflag doctor` tries each endpoint.",
    retry: "failover",
  },
  endpoint_http_status: {
    title: "Endpoint answered with an HTTP error",
    hint: "401 and 403 mean a missing or wrong key; 429 and 5xx pass with time.",
    retry: "failover",
  },
  endpoint_not_json: {
    title: "Endpoint did not answer with JSON",
    hint: "This is probably a web page or a proxy, not a JSON-RPC endpoint.",
    retry: "failover",
  },
  endpoint_malformed_answer: {
    title: "Endpoint's answer is not well formed",
    hint: "Report it to the endpoint's operator, or use another endpoint.",
    retry: "failover",
  },
  endpoint_refused: {
    title: "Endpoint refused the request",
    hint: "Read its message; a log-range refusal is met by asking for fewer blocks.",
    retry: "failover",
  },
  endpoint_busy: {
    title: "Endpoint is asked too often",
    hint: "It passes with time. Another endpoint, or a key with a larger allowance, carries more.",
    retry: "failover",
  },
  endpoint_wrong_chain: {
    title: "Endpoint serves another chain",
    hint: "Correct the REDFLAG_RPC_<CHAIN> variable: nothing was read from it.",
    retry: "failover",
  },
  block_not_available: {
    title: "Endpoint does not have the block yet",
    hint: "It is ahead of the endpoint's head, or pruned there; another endpoint may have it.",
    retry: "failover",
  },
  answer_inconsistent: {
    title: "Endpoint's answer contradicts itself",
    hint: "Nothing was stored. Report it to the endpoint's operator, or use another endpoint.",
    retry: "failover",
  },
  answer_incomplete: {
    title: "Endpoint left logs out",
    hint: "Nothing of that block was stored. Add another endpoint, or use one that answers in full.",
    retry: "failover",
  },
  proof_unavailable: {
    title: "Block cannot be proven",
    hint: "Add another endpoint: the two are compared then. Or set REDFLAG_VERIFY_<CHAIN>=bloom, which shows in coverage.",
    retry: "failover",
  },
  reorg_below_final: {
    title: "The chain was rewritten below what it called final",
    hint: "The lane has stopped. Check the endpoints, then run `redflag rebuild --chain <chain>`.",
    retry: "fatal",
  },
  history_foreign: {
    title: "The chain's history is not the one in the ledger",
    hint: "Nothing was changed. Correct REDFLAG_RPC_<CHAIN>; a chain that was reset needs a database of its own.",
    retry: "fatal",
  },
  ledger_moved: {
    title: "The ledger changed meanwhile",
    hint: "Nothing was written. The next attempt reads the ledger again.",
    retry: "retry",
  },
  lane_stopped: {
    title: "Screening of this chain has stopped",
    hint: "Mend the cause, then run `redflag rebuild --chain <chain>`.",
    retry: "fatal",
  },
  alert_unknown: {
    title: "No alert of that id",
    hint: "Give the id whole; on the command line its first 8 hex digits or more, as `redflag alerts` prints it, are enough.",
    retry: "fatal",
  },
  lane_missing: {
    title: "Nothing was ingested for this chain yet",
    hint: "Run `redflag ingest` or `redflag start` first.",
    retry: "fatal",
  },
  history_dropped: {
    title: "Blocks are older than what retention kept",
    hint: "Their alerts stand. To read and screen them anew, give Redflag an empty database.",
    retry: "fatal",
  },
  ledger_in_use: {
    title: "Old blocks cannot be dropped while the ledger is being read",
    hint: "Nothing was dropped. It passes when the long query, often a dump, has ended.",
    retry: "retry",
  },
  retention_unset: {
    title: "No age is given for retention",
    hint: "Give --older-than, or set REDFLAG_RETENTION_DAYS; without either, everything is kept.",
    retry: "fatal",
  },
  past_missing: {
    title: "The ledger lacks blocks before where the lane began",
    hint: "Read them first: every block from the one asked for to the lane's start must be in the ledger.",
    retry: "fatal",
  },
  past_unchecked: {
    title: "Blocks before where the lane began cannot be called final yet",
    hint: "Have them checked as the chain's policy asks, or set REDFLAG_VERIFY_<CHAIN>, which shows in coverage.",
    retry: "fatal",
  },
  heuristic_missing: {
    title: "This program lacks a heuristic that the lane was screened with",
    hint: "Run the version of Redflag that has it.",
    retry: "fatal",
  },
  profile_newer: {
    title: "What is remembered was written by a newer Redflag",
    hint: "Run that newer version, or point REDFLAG_DATABASE_URL at another database. Nothing was changed.",
    retry: "fatal",
  },
  backfill_refused: {
    title: "Not a stretch that a backfill reads",
    hint: "It reads blocks that the chain calls final and retention keeps. Newer ones are read by `redflag start`.",
    retry: "fatal",
  },
  range_invalid: {
    title: "Not a block range",
    hint: "Give a first and a last block or day, the first not after the last.",
    retry: "fatal",
  },
  list_row_invalid: {
    title: "Watchlist row is not valid",
    hint: "Correct the rows named above and import again: nothing was imported.",
    retry: "fatal",
  },
  list_unreadable: {
    title: "Watchlist cannot be read",
    hint: "Check the path and the header row; watchlists/README.md says what the file must look like.",
    retry: "fatal",
  },
  list_undescribed: {
    title: "It is not clear which list this is",
    hint: "With a file give --list, --format unless it is our CSV, and for a new list --title, --authority and --category.",
    retry: "fatal",
  },
  rate_row_invalid: {
    title: "Rate list row is not valid",
    hint: "Correct the rows named above and import again: nothing was imported.",
    retry: "fatal",
  },
  rate_list_unreadable: {
    title: "Rate list cannot be read",
    hint: "Check the path and the header row: Date, then one ISO 4217 code a column, separated by commas.",
    retry: "fatal",
  },
  input_malformed: {
    title: "Input cannot be read",
    hint: "Give JSON, one log a line or an eth_getLogs answer.",
    retry: "fatal",
  },
  demo_running: {
    title: "A demo runs already in this data directory",
    hint: "Stop it first (Ctrl-C in its terminal), or set REDFLAG_DATA_DIR to another directory.",
    retry: "fatal",
  },
  port_taken: {
    title: "Port cannot be listened on",
    hint: "Give another port in the variable or option named above, or stop what listens there.",
    retry: "fatal",
  },
  console_not_built: {
    title: "The web console could not be built",
    hint: "Read what the build printed above; `pnpm install` puts back what it needs. Everything else works without it.",
    retry: "fatal",
  },
  node_failed: {
    title: "The local chain did not start",
    hint: "Read the log file named above, then start again.",
    retry: "fatal",
  },
} as const satisfies Record<string, CatalogueRow>;
