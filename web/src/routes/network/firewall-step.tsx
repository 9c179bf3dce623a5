// Step 3: the rules to copy for the firewall, and behind NAT what the router has to forward.
import type { PolicyPreview, Server } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { CopyButton } from '../../parts/copy.js';
import { isActive, verbs } from '../../parts/modes/verbs.js';
import { Section } from '../../parts/page.js';
import { Firewall } from '../server/firewall.js';
import type { PolicyValues } from '../server/policy-form.js';
import type { PolicyEdit } from '../server/use-policy-draft.js';

/** The step. */
export function FirewallStep({ edit, server }: { edit: PolicyEdit; server: Server }) {
  const { data } = edit.preview;
  if (!data) return <p className="quiet">{t('policy.counting')}</p>;
  return (
    <>
      <Firewall rules={data.firewall} />
      <Forward addressing={data.addressing} ports={portsOf(server, edit.form.getValues())} />
    </>
  );
}

function portsOf({ ftpPort, ftpsPort }: Server, values: PolicyValues): string {
  const passive = verbs.some((verb) => !isActive(verb) && values.verbs[verb] === 'allow');
  const range = passive ? [`${values.passiveFirstPort}-${values.passiveLastPort}`] : [];
  return [ftpPort, ...(ftpsPort === null ? [] : [ftpsPort]), ...range].join(', ');
}

function Forward({ addressing, ports }: { addressing: PolicyPreview['addressing']; ports: string }) {
  const inside = addressing.interfaces.find(({ family }) => family === 'ipv4');
  if (addressing.situation !== 'behind-nat' || inside === undefined) return null;
  return (
    <Section title={t('network.forward')}>
      <p>{t('network.forwardText', inside)}</p>
      <p className="copyable">
        <span className="mono">{ports}</span>
        <CopyButton text={ports} what={t('network.forwardPorts')} />
      </p>
    </Section>
  );
}
