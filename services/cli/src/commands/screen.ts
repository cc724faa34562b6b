import { SCREENED_ADDRESSES_MAX } from "@redflag/contract/http/routes/screening";
import { isProblemCode, Problem } from "@redflag/domain/problem";
import type { Command } from "commander";
import { type ApiOptions, addApiOptions, askApi } from "../api-options.ts";
import { examples, jsonOption } from "../command-options.ts";
import { writeJson, writeLine, writeNote } from "../output.ts";
import { runCommand } from "../run-command.ts";
import { noMatchText, screeningText } from "../screening-text.ts";

type Options = ApiOptions & { json?: boolean };

export function addScreenCommand(program: Command): void {
  addApiOptions(
    program
      .command("screen")
      .description("what the watchlists say of addresses: asked of a running API, with what its key's holder may know"),
  )
    .argument("<address...>", "0x and 40 hex digits, T and 33 characters on TRON, or CAIP-10")
    .addOption(jsonOption("print one JSON object a line, one for each address"))
    .addHelpText(
      "after",
      examples(
        "redflag screen 0x480bBF412C2D762Bd6bd1446AF4ED89AFE016a48 --key-file kumru.key",
        "redflag screen tron:728126428:TJRabPrwbZy45sbavfcjinPJC18kjpRTv8 --key-file kumru.key --json",
      ),
    )
    .action((addresses: string[], options: Options) => runCommand(({ signal }) => screen(addresses, options, signal)));
}

async function screen(addresses: string[], { json = false, ...options }: Options, signal: AbortSignal): Promise<void> {
  const unread: Problem[] = [];
  await askApi(options, async (client) => {
    for (let at = 0; at < addresses.length; at += SCREENED_ADDRESSES_MAX) {
      const page = addresses.slice(at, at + SCREENED_ADDRESSES_MAX);
      const { body } = await client.screenAddresses({ body: { addresses: page }, signal });
      for (const { asked, screening, problem } of body.items) {
        if (problem !== undefined && isProblemCode(problem.code))
          unread.push(new Problem(problem.code, problem.detail));
        const isMatch = screening !== undefined && screening.matches.length > 0;
        const asOf = screening !== undefined && !isMatch && { noMatchAsOf: body.noMatchAsOf };
        if (json) writeJson({ asked, ...screening, ...asOf, problem });
        else if (screening !== undefined) writeLine(screeningText(screening));
        else writeLine(`${asked}\n  not read: ${problem?.detail}`);
      }
      if (!json && body.items.some(({ screening }) => screening?.matches.length === 0)) {
        writeNote(noMatchText(body.noMatchAsOf));
      }
    }
  });
  // Told last: the others are answered.
  if (unread[0] !== undefined) throw unread[0];
}
