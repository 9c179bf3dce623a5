// The firewall rules that the draft needs, for each tool, ready to copy.
import type { Firewall as Rules } from '../../api/types.js';
import { t } from '../../i18n/index.js';
import { Lines } from '../../parts/lines.js';
import { Tabs } from '../../parts/tabs.js';

const names = {
  nftables: 'nftables',
  ufw: 'ufw',
  firewalld: 'firewalld',
  iptables: 'iptables',
  cloud: t('policy.cloud'),
  docker: 'Docker',
};

/** A tab for each tool. */
export function Firewall({ rules }: { rules: Rules }) {
  return (
    <section aria-label={t('policy.firewall')}>
      <h2>{t('policy.firewall')}</h2>
      <Tabs
        label={t('policy.firewall')}
        tabs={rules.map(({ tool, incoming, outgoing }) => ({
          name: names[tool],
          content: (
            <>
              <Lines text={incoming} what={t('policy.firewallOf', { tool: names[tool] })} />
              {outgoing !== '' && (
                <>
                  <p className="hint">{t(tool === 'docker' ? 'policy.dockerActive' : 'policy.outgoing')}</p>
                  <Lines text={outgoing} what={t('policy.outgoingOf', { tool: names[tool] })} />
                </>
              )}
            </>
          ),
        }))}
      />
    </section>
  );
}
