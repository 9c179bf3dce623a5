// Words of what holds for the whole installation: rules for new passwords, how the panel shows itself, its health; in German.
import type { system as english } from '../en/system.js';
import type { Texts } from '../texts.js';

export const system: Texts<typeof english> = {
  support: { title: 'Wen Sie fragen' },
  newPasswords: {
    title: 'Neue Passwörter',
    lead: 'Für FTP-Zugänge und für alle, die sich hier anmelden, wo immer ein Passwort gewählt wird. Passwörter in Gebrauch bleiben, und die, die Sie importieren, auch.',
    shortest: 'Mindestlänge in Zeichen',
    shortestHint: 'Von 8 bis 64. Kein Passwort darf länger sein als 72 Bytes; das sind 72 einfache Buchstaben.',
    shortestWrong: 'Schreiben Sie eine ganze Zahl von 8 bis 64.',
    score: 'Wie schwer zu erraten',
    scoreHint: 'Wörter, Namen, Jahre und Tastenreihen zählen als leicht.',
    scores: {
      s0: 'Alles geht',
      s1: 'Keines der häufigsten',
      s2: 'Mäßig: mehr als eine Million Versuche',
      s3: 'Gut: mehr als hundert Millionen Versuche',
      s4: 'Stark: mehr als zehn Milliarden Versuche',
    },
    billing:
      'Von einem Abrechnungssystem genügen immer 10 Zeichen und „Mäßig“, damit keine Bestellung an einem Passwort hängen bleibt.',
    made: 'Passwörter, die das Panel erzeugt, halten diese Regeln immer ein.',
    save: 'Speichern',
    saved: 'Gespeichert. Es gilt von nun an für neue Passwörter.',
  },
  branding: {
    title: 'Auftritt',
    lead: 'Wie dieses Panel heißt und wen Ihre Kunden fragen.',
    name: 'Name',
    nameHint: 'Oben im Menü, im Tab des Browsers, wo man sich anmeldet und sein Passwort wählt.',
    nameMissing: 'Schreiben Sie einen Namen.',
    text: 'Wen Kunden fragen',
    textHint:
      'Eine Zeile, etwa „Unsere Nachtschicht: 0621 1234“. Sie steht, wo das Panel einen Kunden bittet, Sie zu fragen, auf der Hilfeseite und wo man sich anmeldet. Darf leer bleiben.',
    textMissing: 'Schreiben Sie, was der Link sagen soll, oder nehmen Sie den Link weg.',
    link: 'Link',
    linkHint:
      'Eine Seite oder eine E-Mail-Adresse, etwa https://help.example oder support@host.example. Darf leer bleiben.',
    linkWrong: 'Schreiben Sie einen Link, der mit https:// beginnt, oder eine E-Mail-Adresse.',
    logos: 'Logo',
    logosHint:
      'Ein Bild anstelle des Zeichens; es wird vor dem Senden verkleinert. Wählen Sie nur eines, steht es auf beiden.',
    onLight: 'Auf hellen Seiten',
    onDark: 'Auf dunklen Seiten',
    choose: 'Bild wählen…',
    chooseFor: { light: 'Bild wählen… für helle Seiten', dark: 'Bild wählen… für dunkle Seiten' },
    takeAway: 'Wegnehmen',
    takeAwayFor: { light: 'Das Logo auf hellen Seiten wegnehmen', dark: 'Das Logo auf dunklen Seiten wegnehmen' },
    noPicture: 'Ihr Browser kann dieses Bild nicht lesen. Wählen Sie ein PNG, JPEG oder WebP.',
    picture: 'ein Bild',
    save: 'Speichern',
    saved: 'Gespeichert.',
  },
  health: {
    title: 'Zustand',
    lead: 'Was das Panel findet, wenn es die Datenbank und jeden Server ansieht; der Befehl „portside doctor“ sagt dasselbe.',
    again: 'Noch einmal prüfen',
    at: 'Geprüft: {{at}}.',
    todo: 'Zu beheben',
    nothing: 'Alles ist in Ordnung.',
    fine_one: '{{count}} Sache ist in Ordnung',
    fine_other: '{{count}} Sachen sind in Ordnung',
    check: {
      database: 'Datenbank',
      migrations: 'Migrationen',
      clock: 'Uhr',
      heartbeat: 'FTP-Prozesse',
      version: 'Version',
      policy: 'Richtlinie',
      latency: 'Verbindung zur Datenbank',
      certificate: 'Zertifikat',
      'passive range': 'Passiver Bereich',
      'self-test': 'Selbsttest',
      'web roots': 'Web-Roots',
    },
  },
};
