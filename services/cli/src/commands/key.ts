import type { Command } from "commander";
import { addKeyCreate } from "./key-create.ts";
import { addKeyList } from "./key-list.ts";
import { addKeyRevoke } from "./key-revoke.ts";

export function addKeyCommand(program: Command): void {
  const key = program.command("key").description("the keys with which programs use the API");
  addKeyCreate(key);
  addKeyList(key);
  addKeyRevoke(key);
}
