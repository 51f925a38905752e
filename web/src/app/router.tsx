import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouterHistory,
  redirect,
} from "@tanstack/react-router";
import { workspace_query } from "../api/queries";
import { session_query } from "../api/session";
import { tracker_query } from "../api/tracker";
import { read_search } from "../parts/launches/tracker_rows";
import { NoSuchPage } from "./no_such_page";
import { NotReached } from "./not_reached";
import { Shell } from "./shell";
import { read_way_back } from "./way_back";

interface RouterContext {
  client: QueryClient;
}

/** Everything but the way in is for members; it leads back to where they wanted to go. */
const root_route = createRootRouteWithContext<RouterContext>()({
  beforeLoad: async ({ context: { client }, location }) => {
    const [session] = await Promise.all([
      client.ensureQueryData(session_query),
      client.prefetchQuery(workspace_query),
    ]);
    if (session.signed_in || location.pathname === "/sign-in") return;
    throw redirect({
      to: "/sign-in",
      search: location.href === "/" ? {} : { to: location.href },
      replace: true,
    });
  },
  component: Shell,
  errorComponent: NotReached,
  notFoundComponent: NoSuchPage,
});

const sign_in_route = createRoute({
  getParentRoute: () => root_route,
  path: "/sign-in",
  validateSearch: read_way_back,
  component: lazyRouteComponent(() => import("./sign_in_route"), "SignInRoute"),
});

const tracker_route = createRoute({
  getParentRoute: () => root_route,
  path: "/",
  validateSearch: read_search,
  loader: ({ context: { client } }) => client.prefetchQuery(tracker_query),
  component: lazyRouteComponent(() => import("./tracker_route"), "TrackerRoute"),
});

const example_route = createRoute({
  getParentRoute: () => root_route,
  path: "/examples",
  validateSearch: (search: Record<string, unknown>): { for?: string } =>
    typeof search.for === "string" ? { for: search.for } : {},
  component: lazyRouteComponent(() => import("./example_route"), "ExampleRoute"),
});

/** Holds the live connection, so that it outlives a change between the pages below. */
const launch_frame_route = createRoute({
  getParentRoute: () => root_route,
  path: "/launches/$launch_key",
  component: lazyRouteComponent(() => import("./launch_routes"), "LaunchFrameRoute"),
});

const launch_route = createRoute({
  getParentRoute: () => launch_frame_route,
  path: "/",
  component: lazyRouteComponent(() => import("./launch_routes"), "LaunchRoute"),
});

const receipt_route = createRoute({
  getParentRoute: () => launch_frame_route,
  path: "/receipt",
  component: lazyRouteComponent(() => import("./launch_routes"), "ReceiptRoute"),
});

const metrics_route = createRoute({
  getParentRoute: () => root_route,
  path: "/metric-cards",
  component: lazyRouteComponent(() => import("../parts/live/metrics_page"), "MetricsPage"),
});

const people_route = createRoute({
  getParentRoute: () => root_route,
  path: "/people",
  component: lazyRouteComponent(() => import("./administration_routes"), "PeopleRoute"),
});

const settings_route = createRoute({
  getParentRoute: () => root_route,
  path: "/settings",
  component: lazyRouteComponent(() => import("./administration_routes"), "SettingsRoute"),
});

const route_tree = root_route.addChildren([
  sign_in_route,
  tracker_route,
  example_route,
  launch_frame_route.addChildren([launch_route, receipt_route]),
  metrics_route,
  people_route,
  settings_route,
]);

/** The router; without a history of its own it follows the address bar. */
export function make_router(client: QueryClient, history?: RouterHistory) {
  return createRouter({
    routeTree: route_tree,
    context: { client },
    defaultPreload: "intent",
    scrollRestoration: true,
    ...(history ? { history } : {}),
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof make_router>;
  }
}
