// Words about websites, that is: the web roots FTP accounts live in, in German.
import type { websites as english } from '../en/websites.js';
import type { Texts } from '../texts.js';

export const websites: Texts<typeof english> = {
  websites: {
    title: 'Websites',
    lead: 'Jeder FTP-Zugang sieht einen Ordner in einer von diesen.',
    caption: 'Websites',
    domain: 'Domain',
    path: 'Pfad auf dem Server',
    server: 'Server',
    accounts: 'FTP-Zugänge',
    accountsShort_one: '{{count}} FTP-Zugang',
    accountsShort_other: '{{count}} FTP-Zugänge',
    newAccount: 'Neuer FTP-Zugang',
    newAccountIn: 'Neuer FTP-Zugang in {{domain}}',
    emptyTitle: 'Noch keine Websites',
    empty: 'Ihr Anbieter fügt Websites hinzu. Sobald eine da ist, können Sie FTP-Zugänge dafür anlegen.',
    emptyStaff: 'Öffnen Sie einen Kunden und fügen Sie dort eine hinzu.',
    emptyAdmin: 'Fügen Sie eine hinzu, mit ihrem Pfad auf dem Server und dem Systembenutzer, dem ihre Dateien gehören.',
    remove: '{{domain}} entfernen',
    removeShort: 'Entfernen',
    removeTitle: '{{domain}} entfernen?',
    removeText:
      'Das Panel vergisst diese Website. Ihr Ordner <path>{{path}}</path> und alles darin, {{size}}, bleibt auf dem Server.',
    removeButton: 'Entfernen, Dateien behalten',
    unchecked: 'Der Server muss diesen Ordner noch ansehen',
  },
  websiteNew: {
    title: 'Neue Website für {{customer}}',
    domain: 'Domain',
    domainHint: 'Anmeldenamen enden damit: name@domain.',
    domainMissing: 'Geben Sie eine Domain wie example.com ein.',
    server: 'Server',
    path: 'Pfad auf dem Server',
    pathHint:
      'Der Stammordner der Website, etwa /var/www/example.com. Der Server sieht ihn sich an, bevor etwas gespeichert wird.',
    pathMissing: 'Geben Sie den ganzen Pfad ein, beginnend mit /.',
    uid: 'Benutzernummer (uid)',
    gid: 'Gruppennummer (gid)',
    idHint:
      'Neue Dateien gehören diesem Benutzer und dieser Gruppe; „id“ mit dem Namen des Benutzers zeigt auf dem Server beide Nummern.',
    idWrong: 'Schreiben Sie eine ganze Zahl ab 1.',
    submit: 'Prüfen und hinzufügen',
  },
};
