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

/** Round moments below a picture. */
export function TimeAxis({ x, width, height, tick: tick_words }: TimeAxisProps) {
  const [first = 0, last = 0] = x.domain();
  return time_ticks(first, last, Math.max(2, Math.floor(width / 100))).map((tick) => (
    <text key={tick} className={styles.tick} x={x(tick)} y={height - 8} textAnchor="middle">
      {tick_words(tick, last - first)}
    </text>
  ));
}
