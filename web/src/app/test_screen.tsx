/** The whole screen at an address, for tests. */
import { QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, RouterProvider } from "@tanstack/react-router";
import { render } from "@testing-library/react";
import { UiProvider } from "../ui/provider";
import { make_query_client } from "./query_client";
import { make_router } from "./router";

/** Returns the router, whose history says where the screen is. */
export function show(path: string) {
  const client = make_query_client();
  const router = make_router(client, createMemoryHistory({ initialEntries: [path] }));
  render(
    <UiProvider>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </UiProvider>,
  );
  return router;
}
