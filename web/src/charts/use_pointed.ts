import { type PointerEvent, useState } from "react";
import { at_ms, type Moment } from "./moments";

/** Which moment of a picture somebody points at, with a pointer or the moment slider; else now. */
export function usePointed(moments: Moment[], to_ms: (x: number) => number) {
  const [pointed_ms, set_pointed_ms] = useState<number | null>(null);

  function point(event: PointerEvent<SVGSVGElement>) {
    const left = event.currentTarget.getBoundingClientRect().left;
    set_pointed_ms(to_ms(event.clientX - left));
  }

  return {
    shown: pointed_ms === null ? moments.length - 1 : at_ms(moments, pointed_ms),
    pointed: pointed_ms !== null,
    point_at: (index: number | null) =>
      set_pointed_ms(index === null ? null : (moments[index]?.ms ?? null)),
    pointer: {
      onPointerMove: point,
      onPointerDown: point,
      onPointerLeave: () => set_pointed_ms(null),
    },
  };
}
