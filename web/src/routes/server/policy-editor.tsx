// The mode policy as a form: three pictures to choose from, the details, what the draft would mean, and the bar with Apply.
import type { Policy, Server } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Section } from '../../parts/page.js';
import { useUnsent } from '../../parts/leave-guard.js';
import { FormProblem } from '../../parts/state.js';
import { ApplyBar } from './apply-bar.js';
import { Firewall } from './firewall.js';
import { ModeChoice } from './mode-choice.js';
import { PolicyConflict } from './policy-conflict.js';
import { PolicyDetails } from './policy-details.js';
import { Preview } from './preview.js';
import { Replies } from './replies.js';
import { usePolicyDraft } from './use-policy-draft.js';

interface EditorProps {
  readonly server: Server;
  readonly policy: Policy;
  readonly readOnly: boolean;
}

/** The form; follows the policy while nothing is typed. */
export function PolicyEditor({ server, policy, readOnly }: EditorProps) {
  const edit = usePolicyDraft(policy);
  const { form, dirty, preview, apply, applyTo, busy, problem, clear, conflict, discard } = edit;
  useUnsent(dirty && !busy);
  return (
    <form onSubmit={(event) => apply(undefined, event)} noValidate className="policy">
      {!conflict && <FormProblem problem={problem} />}
      <fieldset disabled={readOnly}>
        <Section title={t('policy.mode')}>
          <ModeChoice form={form} server={server} />
        </Section>
      </fieldset>
      <div className="columns">
        <fieldset disabled={readOnly}>
          <PolicyDetails form={form} policy={policy} server={server} />
        </fieldset>
        <aside className="aside">
          <Replies values={form.getValues()} server={server} addressing={preview.addressing} />
          <Preview serverId={server.id} preview={preview} />
          {preview.data && <Firewall rules={preview.data.firewall} />}
        </aside>
      </div>
      <ApplyBar server={server} policy={policy} form={{ dirty, busy, readOnly }} applyTrial={apply} discard={discard} />
      {conflict && (
        <PolicyConflict
          {...conflict}
          takeTheirs={edit.takeTheirs}
          applyMine={() => applyTo(conflict.current)}
          onClose={clear}
        />
      )}
    </form>
  );
}
