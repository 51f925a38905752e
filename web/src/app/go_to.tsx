import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useSignOut } from "../api/session";
import { tracker_query } from "../api/tracker";
import type { SignedInMember } from "../api/types";
import { AddIcon, HelpIcon, KeyboardIcon, SignOutIcon } from "../ui/icons";
import Palette, { type PaletteGroup, type PaletteItem } from "../ui/palette";
import { useSchemeChange } from "../ui/scheme_switch";
import { STAGE_WORDS } from "../words/tracker";
import { pages_of } from "./navigation";
import type { Overlay } from "./shell";

const LAUNCHES_MAX = 6;

interface GoToProps {
  member: SignedInMember;
  show: (overlay: Overlay) => void;
  close: () => void;
}

/** From anywhere to a launch, a page or an action. */
export default function GoTo({ member, show, close }: GoToProps) {
  const actions = useActions(show);
  const pages = usePages(member);
  const launches = useLaunches();
  const find = (typed: string): PaletteGroup[] => [
    // What waits for whoever looks comes first while nothing is typed.
    { label: "Launches", items: fitting(launches, typed).slice(0, LAUNCHES_MAX) },
    { label: "Pages", items: fitting(pages, typed) },
    { label: "Actions", items: fitting(actions, typed) },
  ];
  return <Palette opened close={close} placeholder="Launch, page or action" find={find} />;
}

/** Those in which every word typed occurs; where the label starts with it first. */
function fitting(items: PaletteItem[], typed: string): PaletteItem[] {
  const text = typed.trim().toLowerCase();
  if (text === "") return items;
  const words = text.split(/\s+/);
  const found = items.filter(({ id, label }) => {
    const known = `${label} ${id}`.toLowerCase();
    return words.every((word) => known.includes(word));
  });
  const starts = (item: PaletteItem) => Number(item.label.toLowerCase().startsWith(text));
  return found.sort((one, other) => starts(other) - starts(one));
}

function useLaunches(): PaletteItem[] {
  const { data } = useQuery(tracker_query);
  const navigate = useNavigate();
  const rows = data?.launches ?? [];
  return [...rows]
    .sort((one, other) => Number(other.mine) - Number(one.mine))
    .map(({ key, title, stage, mine }) => ({
      id: key,
      label: title,
      note: mine ? "waits for you" : STAGE_WORDS[stage].name,
      act: () => void navigate({ to: "/launches/$launch_key", params: { launch_key: key } }),
    }));
}

function usePages(member: SignedInMember): PaletteItem[] {
  const navigate = useNavigate();
  return pages_of(member).map(({ to, label, Icon }) => ({
    id: `page ${to}`,
    label,
    icon: <Icon size={18} aria-hidden />,
    act: () => void navigate({ to }),
  }));
}

function useActions(show: GoToProps["show"]): PaletteItem[] {
  const navigate = useNavigate();
  const sign_out = useSignOut();
  const scheme = useSchemeChange();
  return [
    {
      id: "action ask",
      label: "Ask for a launch",
      icon: <AddIcon size={18} aria-hidden />,
      act: () => void navigate({ to: "/", search: { ask: true } }),
    },
    { id: "action scheme", label: scheme.label, icon: scheme.icon, act: scheme.change },
    {
      id: "action help",
      label: "Help: the words of both sides",
      icon: <HelpIcon size={18} aria-hidden />,
      act: () => show("help"),
    },
    {
      id: "action shortcuts",
      label: "Keyboard shortcuts",
      icon: <KeyboardIcon size={18} aria-hidden />,
      act: () => show("shortcuts"),
    },
    {
      id: "action sign-out",
      label: "Sign out",
      icon: <SignOutIcon size={18} aria-hidden />,
      act: () => sign_out.mutate({ everywhere: false }),
    },
  ];
}
