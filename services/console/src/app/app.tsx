import type { Caller } from "@redflag/contract/http/routes/sessions";
import { QueryClientProvider, useQuery } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useEffect } from "react";
import { queryClient } from "../api/query-client.ts";
import { CallerContext, findCaller, leaveNothing } from "../api/session.ts";
import { Failure, Loading } from "../show/states.tsx";
import { Words } from "../words/words.tsx";
import { LiveProvider } from "./live.tsx";
import { usePreferences } from "./preferences.ts";
import { router } from "./router.tsx";
import { SignInAgain, SignInPage } from "./sign-in.tsx";

const SESSION_KEY = ["session"];

export function App() {
  useLook();
  return (
    <QueryClientProvider client={queryClient}>
      <Words>
        <Entrance />
      </Words>
    </QueryClientProvider>
  );
}

/** Pages are for whoever is signed in; everybody else sees where to sign in, under the same address. */
function Entrance() {
  const session = useQuery({ queryKey: SESSION_KEY, queryFn: async () => (await findCaller()) ?? null });
  const enter = (caller: Caller) => {
    // Somebody else took the place of who was there: nothing of the one is shown to the other.
    if (session.data != null && session.data.id !== caller.id) return leaveNothing();
    queryClient.setQueryData(SESSION_KEY, caller);
    void queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey !== SESSION_KEY });
  };
  if (session.error !== null) return <Failure error={session.error} onRetry={() => void session.refetch()} />;
  if (session.data === undefined) return <Loading />;
  if (session.data === null) return <SignInPage onSignedIn={enter} />;
  return (
    <CallerContext value={session.data}>
      <LiveProvider>
        <RouterProvider router={router} />
      </LiveProvider>
      <SignInAgain caller={session.data} onSignedIn={enter} />
    </CallerContext>
  );
}

function useLook(): void {
  const { theme, density } = usePreferences();
  useEffect(() => {
    const { dataset } = document.documentElement;
    dataset.theme = theme;
    dataset.density = density;
  }, [theme, density]);
}
