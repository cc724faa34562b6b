import { ROUTES } from "@redflag/contract/http/routes";
import type { Plugin } from "vite";

const NAME = "virtual:route-table";

/**
 * The API's routes as the client needs them: method and path. Their schemas, which check what the API itself has written, stay
 * out of what every browser loads.
 */
export function routeTable(): Plugin {
  return {
    name: "redflag-route-table",
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    load: (id) => (id === `\0${NAME}` ? `export default ${JSON.stringify(callableRoutes())};` : undefined),
  };
}

function callableRoutes() {
  return Object.fromEntries(
    Object.entries(ROUTES).map(([id, { method, path, answer }]) => {
      const kinds = { ...("file" in answer && { file: answer.file }), ...("stream" in answer && { stream: true }) };
      return [id, { method, path, answer: { status: answer.status, ...kinds } }];
    }),
  );
}
