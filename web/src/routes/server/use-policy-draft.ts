// A server's policy while it is edited: what is typed, what it would mean, and applying it. The server page and the network
// wizard edit it with the same parts.
import { useForm, type UseFormReturnType } from '@mantine/form';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { policyConflict, writePolicy, type Conflict } from '../../api/servers.js';
import type { Policy, PolicyWrite } from '../../api/types.js';
import { useSubmit, type Submission } from '../../parts/use-submit.js';
import { draftFrom, policyRules, valuesOf, type PolicyValues } from './policy-form.js';
import { usePreview, type Previewed } from './use-preview.js';

type Trial = PolicyWrite['trial'];

export interface PolicyEdit extends Pick<Submission, 'busy' | 'problem' | 'clear'> {
  readonly form: UseFormReturnType<PolicyValues>;
  /** The version that is edited. */
  readonly base: Policy;
  readonly dirty: boolean;
  /** What was changed, as the API takes it. */
  readonly draft: PolicyWrite;
  readonly preview: Previewed;
  /** Applies what is typed: to stay, or as a trial. */
  readonly apply: (trial: Trial, event?: FormEvent<HTMLFormElement>) => void;
  /** Applies what is typed to the version that somebody else made meanwhile. */
  readonly applyTo: (seen: Policy) => Promise<void>;
  readonly conflict: { readonly current: Policy; readonly conflicts: readonly Conflict[] } | undefined;
}

/** Follows the policy while nothing is typed; `onApplied` is called after each version that was made here. */
export function usePolicyDraft(policy: Policy, onApplied?: () => void): PolicyEdit {
  const [base, setBase] = useState(policy);
  const trial = useRef<Trial>(undefined);
  const form = useForm<PolicyValues>({ initialValues: valuesOf(policy), validate: policyRules });
  const dirty = form.isDirty();
  const draft = draftFrom(valuesOf(base), form.getValues());
  const preview = usePreview({ serverId: policy.serverId, draft, valid: form.isValid() });
  const take = (fresh: Policy) => {
    form.setInitialValues(valuesOf(fresh));
    form.setValues(valuesOf(fresh));
    setBase(fresh);
  };
  useEffect(() => {
    if (!dirty && policy.version !== base.version) take(policy);
  });
  const applyTo = async (seen: Policy) => {
    const wanted = { ...draft, note: form.getValues().note.trim() };
    take(await writePolicy(seen, trial.current ? { ...wanted, trial: trial.current } : wanted));
    onApplied?.();
  };
  const { submit, busy, problem, clear } = useSubmit(form, () => applyTo(base));
  const apply = (wanted: Trial, event?: FormEvent<HTMLFormElement>) => {
    trial.current = wanted;
    submit(event);
  };
  return { form, base, dirty, draft, preview, apply, applyTo, busy, problem, clear, conflict: policyConflict(problem) };
}
