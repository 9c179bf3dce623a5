// The mode policy as a form: three pictures to choose from, the details, the reply preview, and the bar with Apply.
import { useForm } from '@mantine/form';
import { useEffect, useState } from 'react';
import { writePolicy } from '../../api/servers.js';
import type { Policy, Server } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Section } from '../../parts/page.js';
import { FormProblem, Notice } from '../../parts/state.js';
import { useSubmit } from '../../parts/use-submit.js';
import { ApplyBar } from './apply-bar.js';
import { ConflictDialog } from './conflict-dialog.js';
import { ModeChoice } from './mode-choice.js';
import { PolicyDetails } from './policy-details.js';
import { policyRules, valuesOf, writeFrom, type PolicyValues } from './policy-form.js';
import { Replies } from './replies.js';

interface EditorProps {
  readonly server: Server;
  readonly policy: Policy;
  readonly readOnly: boolean;
  /** Throws away what is typed and begins with the policy that is there. */
  readonly startOver: () => void;
}

/** The form; follows the policy while nothing is typed. */
export function PolicyEditor({ server, policy, readOnly, startOver }: EditorProps) {
  const [basedOn, setBasedOn] = useState(policy.version);
  const form = useForm<PolicyValues>({ initialValues: valuesOf(policy), validate: policyRules });
  const dirty = form.isDirty();
  const take = (fresh: Policy) => {
    form.setInitialValues(valuesOf(fresh));
    form.setValues(valuesOf(fresh));
    setBasedOn(fresh.version);
  };
  useEffect(() => {
    if (!dirty && policy.version !== basedOn) take(policy);
  });
  const { submit, busy, problem, clear } = useSubmit(form, async (values) => {
    take(await writePolicy(server.id, writeFrom(values, basedOn)));
  });
  const conflict = problem?.status === 409;
  return (
    <form onSubmit={submit} noValidate className="policy">
      {!conflict && <FormProblem problem={problem} />}
      <fieldset disabled={readOnly}>
        <Section title={t('policy.mode')}>
          <ModeChoice form={form} policy={policy} server={server} />
        </Section>
      </fieldset>
      <div className="columns">
        <fieldset disabled={readOnly}>
          <PolicyDetails form={form} policy={policy} server={server} />
        </fieldset>
        <aside className="aside">
          <Replies values={form.getValues()} server={server} />
          {policy.warnings.length > 0 && !dirty && (
            <Notice tone="refusal">
              {policy.warnings.map((warning) => (
                <p key={warning}>{warning}</p>
              ))}
            </Notice>
          )}
        </aside>
      </div>
      <ApplyBar
        server={server}
        policy={policy}
        form={{ dirty, busy, readOnly }}
        discard={() => {
          form.reset();
          clear();
        }}
      />
      {conflict && <ConflictDialog serverId={server.id} load={startOver} onClose={clear} />}
    </form>
  );
}
