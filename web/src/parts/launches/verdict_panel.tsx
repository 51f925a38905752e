import type { Condition } from "../../api/agreement_types";
import { Button } from "../../ui/button";
import { Chip } from "../../ui/chip";
import { SignedIcon } from "../../ui/icons";
import { Panel } from "../../ui/panel";
import {
  conditions_words,
  NO_BARE_NO,
  other_side,
  person_words,
  side_inside,
  stamp_words,
  VERDICT_WORDS,
} from "../../words/agreement";
import { counted } from "../../words/numbers";
import { day_and_clock } from "../../words/times";
import styles from "./panels.module.css";
import type { PanelProps } from "./use_questions";

/** What the other side says to it, and what of its conditions is met. */
export function VerdictPanel({ agreement, on_top, open }: PanelProps) {
  const { verdict, conditions, asked_by, may } = agreement;
  const side = asked_by?.side ? side_inside(other_side(asked_by.side)) : "the other side";
  return (
    <Panel
      title={`Verdict of ${side}`}
      aside={verdict ? <Chip tone="shared">{VERDICT_WORDS[verdict.kind].name}</Chip> : null}
    >
      {verdict ? (
        <>
          {verdict.rule ? <p>Forbidden by: “{verdict.rule}”</p> : null}
          {verdict.text ? <p>“{verdict.text}”</p> : null}
          <WayOn {...{ agreement, on_top, open }} />
          {conditions.length > 0 ? <Conditions {...{ agreement, on_top, open }} /> : null}
          <p className={styles.stamp}>{stamp_words(verdict)}</p>
        </>
      ) : (
        <p className="soft">
          {asked_by ? "Not given yet: yes, yes-if or an alternative." : "Nobody has asked yet."}
        </p>
      )}
      {may.verdict ? (
        <>
          {on_top === "verdict" ? null : (
            <div className={`${styles.buttons} screen_only`}>
              <Button onClick={() => open("verdict")}>
                {verdict ? "Give another verdict" : "Give the verdict"}
              </Button>
            </div>
          )}
          <p className={styles.stamp}>{NO_BARE_NO}</p>
        </>
      ) : null}
    </Panel>
  );
}

/** What became of an alternative or a refusal, and what whoever asked may do about it. */
function WayOn({ agreement, on_top, open }: PanelProps) {
  const { verdict, appeal, refusals, may } = agreement;
  const declined = verdict?.declined;
  return (
    <>
      {declined ? <p className="soft small">Not accepted: {stamp_words(declined)}</p> : null}
      {appeal ? (
        <p>
          Appealed: “{appeal.text}” <span className="soft small">{stamp_words(appeal)}</span>
        </p>
      ) : null}
      {refusals > 0 ? (
        <p className="soft small">Refused {counted(refusals, "time", "times")} so far.</p>
      ) : null}
      {may.accept || may.appeal ? (
        <div className={`${styles.buttons} screen_only`}>
          {may.accept && on_top !== "accept" ? (
            <Button onClick={() => open("accept")}>Accept it</Button>
          ) : null}
          {may.accept ? <Button onClick={() => open("decline")}>Decline it</Button> : null}
          {may.appeal && on_top !== "appeal" ? (
            <Button onClick={() => open("appeal")}>Appeal</Button>
          ) : null}
        </div>
      ) : null}
    </>
  );
}

function Conditions({ agreement, on_top, open }: PanelProps) {
  const { conditions } = agreement;
  return (
    <>
      <h3>{conditions_words(conditions)}</h3>
      <ul className={styles.conditions} aria-label="Conditions">
        {conditions.map((condition) => (
          <ConditionLine key={condition.id} {...{ agreement, condition, on_top, open }} />
        ))}
      </ul>
    </>
  );
}

interface ConditionLineProps extends PanelProps {
  condition: Condition;
}

function ConditionLine({ agreement, condition, open }: ConditionLineProps) {
  const { id, text, met, guardrail } = condition;
  const draft = agreement.stage !== "live" && agreement.stage !== "outcome";
  return (
    <li className={styles.condition} data-met={met || undefined}>
      <span className={styles.box} aria-hidden="true">
        {met ? <SignedIcon size={13} stroke={3} /> : null}
      </span>
      <div>
        <p>
          <span className="hidden_text">{met ? "Met: " : "Open: "}</span>
          {text}
        </p>
        <p className="soft small">{met_words(condition)}</p>
        {!met && !guardrail && agreement.may.meet ? (
          <div className="screen_only">
            <Button onClick={() => open("meet", id)}>
              It is met<span className="hidden_text">: {text}</span>
            </Button>
          </div>
        ) : null}
        {!met && guardrail && agreement.mine && draft ? (
          <div className="screen_only">
            <Button onClick={() => open("guardrail", id)}>
              Add the guardrail<span className="hidden_text"> {guardrail.metric}</span>
            </Button>
          </div>
        ) : null}
      </div>
    </li>
  );
}

/** Who met it and when, or how it will be met. */
function met_words({ met, guardrail, by, at, note }: Condition): string {
  if (guardrail) {
    return met
      ? `Met: “${guardrail.metric}” is a guardrail of the launch.`
      : `Met by itself once “${guardrail.metric}” is a guardrail of the launch.`;
  }
  if (!met) return "Open: the side that set it says when it is met.";
  const who = by ? person_words(by) : "somebody";
  const stamp = at ? `${who}, ${day_and_clock(at)}` : who;
  return note ? `Met: ${note} (${stamp})` : `Met: ${stamp}`;
}
