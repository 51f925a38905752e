/** Where the way in leads back to: only ever a page of this site. */
export function read_way_back({ to }: Record<string, unknown>): { to?: string } {
  return typeof to === "string" && /^\/(?![/\\])/.test(to) ? { to } : {};
}
