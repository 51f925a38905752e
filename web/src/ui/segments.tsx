import styles from "./segments.module.css";

interface SegmentsProps<Value extends string> {
  /** Said by screen readers before the choices. */
  label: string;
  /** Radio buttons of one name are one group. */
  name: string;
  value: Value;
  choices: { value: Value; label: string }[];
  change: (value: Value) => void;
}

/** One of a few, all of them in sight. */
export function Segments<Value extends string>(props: SegmentsProps<Value>) {
  const { label, name, value, choices, change } = props;
  return (
    <fieldset className={styles.segments}>
      <legend className="hidden_text">{label}</legend>
      {choices.map((choice) => (
        <label key={choice.value} className={styles.segment}>
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            onChange={() => change(choice.value)}
          />
          <span>{choice.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
