// The mode policy while it is edited: its form and what the draft would mean. The server page and the network wizard edit it
// with the same parts.
import type { Policy } from '../../api/types.js';
import { draftFrom, policyRules, valuesOf, type PolicyValues } from './policy-form.js';
import { usePolicyForm } from './use-policy-form.js';
import { usePreview } from './use-preview.js';

/** What the parts of the form and the steps of the wizard work with. */
export type PolicyEdit = ReturnType<typeof usePolicyDraft>;

/** Follows the policy while nothing is typed; `onApplied` is called after each version that was made here. */
export function usePolicyDraft(policy: Policy, onApplied?: () => void) {
  const edit = usePolicyForm<PolicyValues>({ policy, valuesOf, draftFrom, rules: policyRules, onApplied });
  const preview = usePreview({ serverId: policy.serverId, draft: edit.draft, valid: edit.form.isValid() });
  return { ...edit, preview };
}
