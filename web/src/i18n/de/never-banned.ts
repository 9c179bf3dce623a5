// Words about networks that no ban keeps out, in German.
import type { neverBanned as english } from '../en/never-banned.js';
import type { Texts } from '../texts.js';

export const neverBanned: Texts<typeof english> = {
  neverBanned: {
    tabs: 'Sperren, und wer nie ausgesperrt wird',
    bans: 'Ausgesperrt',
    title: 'Nie ausgesperrt',
    lead: 'Keine Sperre gilt für diese Netze, weder die eines größeren Netzes noch die eines Anmeldenamens.',
    caption: 'Netze, die nie ausgesperrt werden',
    network: 'Netz',
    note: 'Wem es gehört',
    by: 'Hinzugefügt von',
    since: 'Seit',
    add: 'Neues Netz',
    addTitle: 'Ein Netz nie aussperren',
    networkHint: 'Etwa 203.0.113.7 oder 203.0.113.0/24.',
    networkMissing: 'Geben Sie die Adresse oder das Netz ein.',
    noteHint: 'Etwa „Büro“ oder „Überwachung“. Wer es aussperren will, liest das.',
    noteMissing: 'Schreiben Sie, wem das Netz gehört.',
    effect:
      'Sperren, die es schon gibt, gelten dafür innerhalb einer Sekunde nicht mehr. Falsche Passwörter werden weiter abgelehnt.',
    submit: 'Nie aussperren',
    remove: 'Entfernen',
    removeNamed: '{{network}} entfernen',
    removeTitle: '{{network}} von der Liste nehmen?',
    removeBody: 'Sperren gelten dort innerhalb einer Sekunde wieder, und Sitzungen, die sie meinen, enden.',
    emptyTitle: 'Jede Adresse kann ausgesperrt werden',
    empty:
      'Tragen Sie hier die Netze ein, die keine Sperre treffen darf: Ihr Büro, Ihre Überwachung, Ihren Lastverteiler. Niemand dort wird aus Versehen ausgesperrt.',
    around: 'Das können Sie nicht aussperren: {{network}} ({{note}}) wird nie ausgesperrt.',
    within_one: 'Sie gilt nicht für {{networks}}, das nie ausgesperrt wird.',
    within_other: 'Sie gilt nicht für {{networks}}, die nie ausgesperrt werden.',
    but: 'aber nicht {{networks}}',
  },
};
