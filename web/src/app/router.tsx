import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  type RouterHistory,
} from "@tanstack/react-router";
import { LaunchListPage } from "../parts/live/launch_list_page";
import { NoSuchPage } from "./no_such_page";
import { Shell } from "./shell";

const root_route = createRootRoute({
  component: () => (
    <Shell>
      <Outlet />
    </Shell>
  ),
  notFoundComponent: NoSuchPage,
});

const launches_route = createRoute({
  getParentRoute: () => root_route,
  path: "/",
  component: LaunchListPage,
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

const route_tree = root_route.addChildren([
  launches_route,
  launch_frame_route.addChildren([launch_route, receipt_route]),
]);

/** The router; without a history of its own it follows the address bar. */
export function make_router(history?: RouterHistory) {
  return createRouter({
    routeTree: route_tree,
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
