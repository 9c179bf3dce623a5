// Words of what a plan includes, where a customer would use it, and of who must sign in in two steps, in German.
import type { planRules as english } from '../en/plan-rules.js';
import type { Texts } from '../texts.js';

export const planRules: Texts<typeof english> = {
  ownPlan: {
    without: {
      expiry: 'Ihr Tarif „{{plan}}“ enthält keine Ablaufdaten. Fragen Sie Ihren Anbieter.',
      networks: 'Ihr Tarif „{{plan}}“ enthält keine erlaubten Netze. Fragen Sie Ihren Anbieter.',
      limits: 'Ihr Tarif „{{plan}}“ enthält keine Limits für Tempo und Sitzungen. Fragen Sie Ihren Anbieter.',
      modes: 'Ihr Tarif „{{plan}}“ enthält keine Wünsche zu Datenverbindungen. Fragen Sie Ihren Anbieter.',
      tokens: 'Ihr Tarif „{{plan}}“ enthält keine API-Token. Fragen Sie Ihren Anbieter.',
    },
    beyond: 'Ihr Tarif endet bei {{most}}; mehr als das bewirkt nichts.',
  },
  signInRules: {
    title: 'Panel-Anmeldung',
    lead: 'Wie alle zeigen, wer sie sind: Ihr Team hier, und jeder mit dem Passwort, das er wählt.',
    twoStep: 'Anmeldung in zwei Schritten',
    staff: 'Vom ganzen Team die Anmeldung in zwei Schritten verlangen',
    staffHint:
      'Wer sie als Admin oder Support nicht hat, richtet sie beim nächsten Besuch des Panels ein und kann vorher nichts anderes tun. API-Token werden nicht nach einem zweiten Schritt gefragt.',
    lacking_one: '{{count}} Person Ihres Teams hat sie noch nicht.',
    lacking_other: '{{count}} Personen Ihres Teams haben sie noch nicht.',
    lackingNone: 'Ihr ganzes Team hat sie.',
    ownFirst: 'Richten Sie sie zuerst für sich selbst ein, sonst sperren Sie sich aus.',
    toYou: 'Auf Ihrer Seite einrichten',
    save: 'Speichern',
    saved: 'Gespeichert.',
  },
  twoStepFirst: {
    title: 'Anmeldung in zwei Schritten einrichten',
    text: 'Alle wie Sie melden sich hier mit einem Passwort und einem Code aus einer App auf dem Telefon an. Das Einrichten dauert eine Minute; bis dahin öffnet sich nichts anderes.',
    needs: 'Sie brauchen eine Authenticator-App, etwa Aegis, 2FAS oder Google Authenticator.',
    begin: 'Jetzt einrichten',
  },
};
