import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { on_session_key_change, session_key, take_key_from_address } from "../api/session_key";
import { UiProvider } from "../ui/provider";
import { make_query_client } from "./query_client";
import { make_router } from "./router";

take_key_from_address();

const query_client = make_query_client();
// What one key was allowed to see is not left for the next one.
on_session_key_change(() => {
  if (session_key() === null) query_client.clear();
});
// A link with another key may be opened in a tab that is already signed in.
addEventListener("hashchange", take_key_from_address);

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no element with id root");
const router = make_router();
createRoot(root).render(
  <StrictMode>
    <UiProvider>
      <QueryClientProvider client={query_client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </UiProvider>
  </StrictMode>,
);
