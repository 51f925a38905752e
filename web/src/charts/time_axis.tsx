import type { ScaleLinear } from "d3-scale";
import styles from "./chart.module.css";
import { time_ticks } from "./time_ticks";

interface TimeAxisProps {
  x: ScaleLinear<number, number>;
  width: number;
  height: number;
  /** A tick of an axis that is `span_ms` long. */
  tick: (ms: number, span_ms: number) => string;
}

/** Half of the longest tick, "01:24:15", in pixels. */
const HALF_TICK = 32;

/** Round moments below a picture; the last one keeps inside it. */
export function TimeAxis({ x, width, height, tick: tick_words }: TimeAxisProps) {
  const [first = 0, last = 0] = x.domain();
  const ticks = time_ticks(first, last, Math.max(2, Math.floor(width / 100)));
  return ticks.map((tick) => {
    const at_end = x(tick) > width - HALF_TICK;
    return (
      <text
        key={tick}
        className={styles.tick}
        x={at_end ? width : x(tick)}
        y={height - 8}
        textAnchor={at_end ? "end" : "middle"}
      >
        {tick_words(tick, last - first)}
      </text>
    );
  });
}
