import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { UiProvider } from "../ui/provider";
import { make_query_client } from "./query_client";
import { make_router } from "./router";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no element with id root");
const query_client = make_query_client();
const router = make_router(query_client);
createRoot(root).render(
  <StrictMode>
    <UiProvider>
      <QueryClientProvider client={query_client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </UiProvider>
  </StrictMode>,
);
