import { useQuery } from "@tanstack/react-query";
import { settings_query, useChangeSettings } from "../../api/settings";
import { CheckField } from "../../ui/fields";
import { Notice, Panel } from "../../ui/panel";

/** Whether a start waits for both sides' signatures. */
export function SignaturesPanel() {
  const { data, error } = useQuery(settings_query);
  const change = useChangeSettings();
  const wrong = change.error ?? (data ? null : error);
  const sent = change.isPending ? change.variables.signatures_required : null;
  return (
    <Panel title="Signatures">
      <CheckField
        label="A launch starts only when marketing and IT have both signed"
        hint={
          "And when the conditions of a yes-if are met. Rollback, kill, stop and pause never " +
          "wait for anyone. Changing this goes into the journal."
        }
        checked={sent ?? data?.signatures_required ?? false}
        disabled={!data || change.isPending}
        change={(signatures_required) => change.mutate({ signatures_required })}
      />
      {wrong ? <Notice tone="wrong">{wrong.message}</Notice> : null}
    </Panel>
  );
}
