import { Link, useRouterState } from "@tanstack/react-router";
import type { SignedInMember } from "../api/types";
import { LaunchesIcon, MetricsIcon, PeopleIcon, SettingsIcon } from "../ui/icons";
import styles from "./navigation.module.css";

const PAGES = [
  { to: "/", label: "Launches", Icon: LaunchesIcon, for_administrators: false },
  { to: "/metric-cards", label: "Metrics", Icon: MetricsIcon, for_administrators: false },
  { to: "/people", label: "People", Icon: PeopleIcon, for_administrators: true },
  { to: "/settings", label: "Settings", Icon: SettingsIcon, for_administrators: true },
] as const;

/** The pages that a member may open. */
export function pages_of({ may_administer }: SignedInMember) {
  return PAGES.filter(({ for_administrators }) => may_administer || !for_administrators);
}

function is_current(to: string, path: string): boolean {
  if (to !== "/") return path.startsWith(to);
  return path === "/" || path === "/examples" || path.startsWith("/launches/");
}

/** The way to every part; on a phone along the bottom, where a thumb is. */
export function Navigation({ member }: { member: SignedInMember }) {
  const path = useRouterState({ select: (state) => state.location.pathname });
  return (
    <nav className={`${styles.navigation} screen_only`} aria-label="Pages">
      {pages_of(member).map(({ to, label, Icon }) => (
        <Link
          key={to}
          to={to}
          className={styles.page}
          activeOptions={{ exact: true, includeSearch: false }}
          data-current={is_current(to, path) || undefined}
        >
          <Icon size={19} aria-hidden />
          {label}
        </Link>
      ))}
    </nav>
  );
}
