// Words about links that work once: hand-over, single sign-on; and about acting as a customer, in German.
import type { links as english } from '../en/links.js';
import type { Texts } from '../texts.js';

export const links: Texts<typeof english> = {
  handOver: {
    title: 'Übergabelink',
    accountText:
      'Wer ihn öffnet, setzt das Passwort selbst; Sie sehen es nie. Das alte gilt dann nicht mehr, und offene Sitzungen enden.',
    panelText:
      'Für einen Kunden, der noch kein Panel-Passwort hat oder es vergessen hat: erzeugen Sie einen Link und geben Sie ihn weiter; der Kunde macht sich damit eines. Bis dahin ändert sich nichts.',
    make: 'Übergabelink erzeugen',
    makeAgain: 'Neuen Link erzeugen',
    what: 'Übergabelink',
    made: 'Geben Sie diesen Link dem, der {{subject}} benutzen soll. Er funktioniert einmal, bis {{until}}. Sie sehen ihn nur jetzt.',
    caption: 'Übergabelinks, neueste zuerst',
    open: 'Offen bis {{until}}',
    by: 'erzeugt von {{who}}, {{when}}',
    used: 'Benutzt am {{when}} von {{address}}',
    revoked: 'Zurückgenommen',
    expired: 'Zu alt seit {{when}}',
    revoke: 'Zurücknehmen',
    revokeNamed: 'Den Link für {{subject}} zurücknehmen',
    revokeTitle: 'Den Link zurücknehmen?',
    revokeText: 'Der Link für {{subject}} öffnet nichts mehr. Das Passwort bleibt, wie es ist.',
  },
  handOverPage: {
    title: 'Machen Sie Ihr Passwort',
    accountLead:
      'Jemand, der sich um {{domain}} kümmert, gibt Ihnen diesen FTP-Zugang. Machen Sie ein Passwort, das nur Sie kennen.',
    panelLead: 'Machen Sie ein neues Passwort für das Panel. Niemand sonst erfährt es.',
    login: 'Anmeldename',
    email: 'E-Mail-Adresse',
    website: 'Website',
    until: 'Der Link funktioniert einmal, bis {{until}}.',
    password: 'Passwort',
    submit: 'Dieses Passwort setzen',
    loading: 'Der Link wird nachgeschlagen…',
    noSecret: 'Dieser Adresse fehlt ihr letzter Teil. Kopieren Sie den ganzen Link, mit allem hinter dem Zeichen #.',
    overTitle: 'Dieser Link funktioniert nicht',
    overHint: 'Durch das Öffnen hat sich nichts geändert.',
    doneTitle: 'Ihr Passwort ist gesetzt',
    accountDone:
      'Verbinden Sie sich damit. Kopieren Sie das Passwort jetzt oder legen Sie es in Ihren Passwortmanager: diese Seite zeigt es nur dieses eine Mal.',
    panelDone: 'Melden Sie sich mit {{subject}} und dem Passwort an, das Sie eben gemacht haben.',
    toSignIn: 'Anmelden',
    files: 'Für Ihr FTP-Programm',
  },
  sso: {
    title: 'Sie werden angemeldet',
    wait: 'Einen Augenblick.',
    other: 'Sie sind in diesem Browser als {{email}} angemeldet. Der Link meldet Sie als jemand anders an.',
    go: 'Weiter',
    overTitle: 'Dieser Link funktioniert nicht',
    over: 'Dieser Link wurde schon benutzt oder ist älter als eine Minute.',
    again:
      'Öffnen Sie das Panel noch einmal von dort, wo Sie herkamen; jeder Link funktioniert einmal und eine Minute lang.',
    toSignIn: 'Mit Ihrem Passwort anmelden',
  },
  acting: {
    banner: 'Sie handeln als {{name}} bis {{until}}.',
    bannerOf: 'Sie handeln als {{name}} von {{customer}} bis {{until}}.',
    stop: 'Beenden',
    section: 'Als dieser Kunde anmelden',
    text: 'Sie sehen das Panel 30 Minuten lang so, wie der Kunde es sieht. Was Sie ändern, wird unter beiden Namen aufgeschrieben. Passwort, zweiten Schritt, Token und E-Mail-Adresse können Sie nicht ändern.',
    begin: 'Als {{name}} anmelden',
  },
};
