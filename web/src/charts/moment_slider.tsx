interface MomentSliderProps {
  /** What is walked through, for those who do not see it. */
  name: string;
  /** The moment shown, 0 to `last`. */
  shown: number;
  last: number;
  /** The moment in words. */
  text: string;
  point_at: (index: number | null) => void;
}

/** Walks through a picture with the arrow keys; it is there for keyboards and screen readers. */
export function MomentSlider({ name, shown, last, text, point_at }: MomentSliderProps) {
  return (
    <input
      className="hidden_text"
      type="range"
      min={0}
      max={Math.max(0, last)}
      value={Math.max(0, shown)}
      aria-label={name}
      aria-valuetext={text}
      onChange={(event) => point_at(Number(event.currentTarget.value))}
      onBlur={() => point_at(null)}
    />
  );
}
