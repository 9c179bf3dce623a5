// Words about customers, for admins and support, in German.
import type { customers as english } from '../en/customers.js';
import type { Texts } from '../texts.js';

export const customers: Texts<typeof english> = {
  customerStatus: { active: 'Aktiv', suspended: 'Stillgelegt', terminating: 'Wird entfernt' },
  customers: {
    title: 'Kunden',
    new: 'Neuer Kunde',
    search: 'Kunden suchen',
    caption: 'Kunden',
    name: 'Name',
    plan: 'Tarif',
    status: 'Status',
    accounts: 'FTP-Zugänge',
    websites: 'Websites',
    created: 'Seit',
    reference: 'Referenz',
    accountsShort_one: '{{count}} FTP-Zugang',
    accountsShort_other: '{{count}} FTP-Zugänge',
    emptyTitle: 'Noch keine Kunden',
    empty: 'Fügen Sie den ersten hinzu und geben Sie ihm eine Website; danach legt er seine FTP-Zugänge selbst an.',
    emptySupport: 'Ein Admin fügt sie hinzu; jeder erscheint dann hier.',
  },
  customerNew: {
    title: 'Neuer Kunde',
    name: 'Name',
    nameMissing: 'Geben Sie den Namen des Kunden ein.',
    plan: 'Tarif',
    reference: 'Referenz',
    referenceHint: 'Ihre eigene Nummer für diesen Kunden, etwa die aus der Abrechnung. Darf leer bleiben.',
    login: 'Panel-Zugang',
    loginHint: 'Lassen Sie die E-Mail leer, wenn der Kunde das Panel nicht benutzt.',
    email: 'E-Mail-Adresse',
    emailWrong: 'Geben Sie eine E-Mail-Adresse wie anna@example.com ein.',
    submit: 'Kunden anlegen',
    createdTitle: '{{name}} kann sich anmelden',
    madeTitle: '{{name}} ist da',
    createdText: 'Senden Sie dem Kunden diese drei. Das Passwort sehen Sie nicht noch einmal.',
    panel: 'Dieses Panel',
    handOver:
      'Oder lassen Sie ihn ein Passwort machen, das Sie nie erfahren: erzeugen Sie einen Link, der einmal funktioniert, und geben Sie ihn weiter.',
    next: 'Kunden öffnen',
  },
  customer: {
    back: 'Kunden',
    plan: 'Tarif',
    reference: 'Referenz',
    since: 'Seit',
    addWebsite: 'Neue Website',
    state: 'Stilllegung',
    suspend: 'Stilllegen…',
    unsuspend: 'Stilllegung aufheben',
    suspendText:
      'Stilllegen sperrt jede Anmeldung dieses Kunden und beendet seine Sitzungen sofort. Das Aufheben stellt genau das wieder her, was vorher aktiv war.',
    suspendedFor: 'Stillgelegt: {{reason}}',
    suspendTitle: '{{name}} stilllegen?',
    suspendBody_one:
      '{{count}} FTP-Zugang wird gesperrt, und seine Sitzungen enden sofort. Dateien, Einstellungen und Passwörter bleiben.',
    suspendBody_other:
      '{{count}} FTP-Zugänge werden gesperrt, und ihre Sitzungen enden sofort. Dateien, Einstellungen und Passwörter bleiben.',
    reason: 'Grund',
    reasonHint: 'Ihre Kollegen und der Kunde sehen ihn.',
    reasonMissing: 'Schreiben Sie in wenigen Worten, warum.',
    suspendButton: 'Stilllegen',
  },
};
