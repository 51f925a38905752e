import { Link } from "@tanstack/react-router";
import { Empty } from "../ui/panel";

export function NoSuchPage() {
  return (
    <Empty level="h1" title="There is no such page">
      Perhaps the address was cut short. <Link to="/">All launches</Link>
    </Empty>
  );
}
