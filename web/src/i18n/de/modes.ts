// Words about who may use which data connections: FTP accounts, plans, and programs that are shut out, in German.
import type { modes as english } from '../en/modes.js';
import type { Texts } from '../texts.js';

export const modes: Texts<typeof english> = {
  modes: {
    title: 'Verbindungsmodi',
    inherit: 'Erben',
    allow: 'Erlauben',
    deny: 'Verbieten',
    verbOf: '{{verb}} für {{of}}',
    saysAllow: '{{verbs}} erlaubt',
    saysDeny: '{{verbs}} verboten',
    nothing: 'nichts gesagt',
    clearText: 'Anmeldung ohne TLS erlaubt',
    clearTextOn: 'Passwörter gehen lesbar durchs Netz',
    clearTextShort: 'ohne TLS erlaubt',
    effectiveAt: 'Für einen Client an',
    effectiveAtHint: 'Leer: eine Adresse, für die kein Netz eine Regel hat.',
    explain: 'Erklären',
    'active-and-passive': 'Aktiver und passiver Modus funktionieren beide.',
    'passive-only': 'Der passive Modus funktioniert; der aktive Modus ist ausgeschaltet.',
    'active-only': 'Der aktive Modus funktioniert; der passive Modus ist ausgeschaltet.',
    custom: 'Diese funktionieren: {{verbs}}.',
    why: 'Wer entschieden hat',
    allowed: 'Erlaubt',
    denied: 'Verboten',
    ofPlan: 'Der Tarif {{plan}} sagt: {{said}}.',
    ofPlanNothing: 'Der Tarif {{plan}} sagt dazu nichts.',
    own: 'Was dieser FTP-Zugang sagt',
    ownHint:
      '„Erben“ überlässt es dem Tarif, dann dem Server. Was der Server verbietet, bleibt verboten, es sei denn, er lässt Ausnahmen zu.',
    save: 'Modi speichern',
    saved: 'Gespeichert um {{time}}.',
  },
  plans: {
    title: 'Tarife',
    lead: 'Was Kunden gebucht haben.',
    caption: 'Tarife',
    name: 'Tarif',
    customers: 'Kunden',
    customersCount_one: '{{count}} Kunde',
    customersCount_other: '{{count}} Kunden',
    accounts: 'FTP-Zugänge',
    unlimited: 'Kein Limit',
    modes: 'Verbindungsmodi',
    saved: 'Die Verbindungsmodi des Tarifs sind gespeichert.',
    changeNamed: 'Verbindungsmodi von {{plan}}',
    dialogText:
      'Für jeden FTP-Zugang eines Kunden mit diesem Tarif, es sei denn, der Zugang oder sein Netz sagt etwas anderes.',
    emptyTitle: 'Noch keine Tarife',
  },
  notices: {
    title_one: 'Eines Ihrer Programme ist ausgeschlossen',
    title_other: '{{count}} Ihrer Programme sind ausgeschlossen',
    last: 'Zuletzt benutzt: {{when}}.',
  },
};
