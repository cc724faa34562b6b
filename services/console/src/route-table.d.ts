declare module "virtual:route-table" {
  import type { CallableRoute } from "@redflag/contract/http/client";
  import type { RouteId } from "@redflag/contract/http/routes";

  const routes: Readonly<Record<RouteId, CallableRoute>>;
  export default routes;
}
