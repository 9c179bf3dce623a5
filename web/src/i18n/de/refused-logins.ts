// Words about refused logins, in German: the one table of why a login is refused, and what stands around it.
import type { refusals as englishRefusals, refusedLogins as english } from '../en/refused-logins.js';
import type { Texts } from '../texts.js';

export const refusals: Texts<typeof englishRefusals> = {
  'previous-password': {
    what: '{{who}} benutzt noch das alte Passwort.',
    cure: 'Geben Sie dort das derzeitige Passwort ein. Zuletzt geändert: {{changed}}.',
    why: 'es ist das vorige Passwort.',
    cureNow: 'Geben Sie das derzeitige Passwort in das FTP-Programm ein.',
  },
  'wrong-login-or-password': {
    what: '{{who}} gab ein falsches Passwort an.',
    cure: 'Sind Sie das, geben Sie das Passwort dort noch einmal ein oder setzen Sie ein neues. Wenn nicht, tun Sie nichts: es bleibt draußen.',
    staff:
      'Fragen Sie den Kunden, wessen Programm das ist: Das Passwort wird dort neu eingegeben oder hier ein neues gesetzt.',
    why: 'Anmeldename oder Passwort stimmen nicht.',
    cureNow: 'Prüfen Sie beide auf Leerzeichen und Großbuchstaben, oder setzen Sie ein neues Passwort.',
  },
  'near-miss': {
    what: '{{who}} versuchte es mit „{{tried}}“; der vollständige Anmeldename ist {{login}}.',
    cure: 'Geben Sie dort den vollständigen Anmeldenamen ein.',
    why: 'der Anmeldename ist nicht vollständig geschrieben.',
    cureNow: 'Schreiben Sie den Anmeldenamen vollständig, wie ihn die Verbindungskarte zeigt.',
  },
  'other-server': {
    what: '{{who}} versuchte diesen Zugang auf {{triedServer}}; er liegt auf {{server}}.',
    cure: 'Geben Sie dort den Host der Verbindungskarte ein.',
    why: 'dieser Zugang gehört zu einem anderen Server.',
    cureNow: 'Nehmen Sie den Host der Verbindungskarte.',
  },
  disabled: {
    what: '{{who}} gab das richtige Passwort an, während dieser FTP-Zugang deaktiviert war.',
    cure: 'Aktivieren Sie den FTP-Zugang unter „Gefahr“, wenn er wieder benutzt werden soll.',
    why: 'der FTP-Zugang ist deaktiviert.',
    cureNow: 'Aktivieren Sie den FTP-Zugang.',
  },
  suspended: {
    what: '{{who}} gab das richtige Passwort an, während der Kunde stillgelegt war.',
    cure: 'Fragen Sie Ihren Anbieter.',
    why: 'der Kunde ist stillgelegt.',
    cureNow: 'Fragen Sie Ihren Anbieter.',
    staff: 'Heben Sie die Stilllegung des Kunden auf, wenn er sich wieder anmelden darf.',
  },
  expired: {
    what: '{{who}} gab das richtige Passwort an, aber dieser FTP-Zugang war abgelaufen.',
    cure: 'Setzen Sie unter „Limits“ ein späteres Datum, wenn er wieder benutzt werden soll.',
    why: 'der FTP-Zugang ist abgelaufen.',
    cureNow: 'Setzen Sie unter „Limits“ ein späteres Datum.',
  },
  moved: {
    what: '{{who}} gab das richtige Passwort an der alten Adresse auf {{triedServer}} an; die Website ist auf {{server}} umgezogen.',
    cure: 'Geben Sie dort Host und Port der Verbindungskarte ein. Anmeldename und Passwort bleiben.',
    why: 'die Website ist auf einen anderen Server umgezogen.',
    cureNow: 'Nehmen Sie Host und Port der Verbindungskarte.',
  },
  'network-not-allowed': {
    what: '{{who}} gab das richtige Passwort an, darf sich aber aus diesem Netz nicht anmelden.',
    cure: 'Fügen Sie {{address}} unter „Limits“ zu den erlaubten Netzen hinzu, wenn Sie die Adresse kennen.',
    why: 'sie kommt aus einem Netz, das nicht erlaubt ist.',
    cureNow: 'Fügen Sie das Netz unter „Limits“ hinzu, oder verbinden Sie sich aus einem erlaubten.',
  },
  'session-limit': {
    what: '{{who}} gab das richtige Passwort an, während alle Sitzungen dieses FTP-Zugangs belegt waren.',
    cure: 'Lassen Sie das Programm weniger Verbindungen auf einmal öffnen, oder erlauben Sie unter „Limits“ mehr Sitzungen.',
    why: 'es sind so viele Sitzungen offen, wie erlaubt sind.',
    cureNow: 'Schließen Sie eine Sitzung, oder erhöhen Sie das Limit unter „Limits“.',
  },
  'customer-session-limit': {
    what: '{{who}} gab das richtige Passwort an, während alle Sitzungen des Tarifs belegt waren.',
    cure: 'Lassen Sie Programme weniger Verbindungen auf einmal öffnen, oder bitten Sie um einen Tarif mit mehr Sitzungen.',
    why: 'der Tarif hat keine Sitzung mehr frei.',
    cureNow: 'Schließen Sie eine Sitzung irgendeines FTP-Zugangs dieses Kunden.',
    staff:
      'Lassen Sie Programme weniger Verbindungen auf einmal benutzen, oder geben Sie dem Kunden einen Tarif mit mehr Sitzungen.',
  },
  'tls-required': {
    what: '{{who}} versuchte, sich ohne Verschlüsselung anzumelden, und das nimmt der Server nicht an.',
    cure: 'Wählen Sie dort explizites FTP über TLS als Verschlüsselung.',
    why: 'sie ist nicht verschlüsselt.',
    cureNow: 'Wählen Sie im FTP-Programm „Explizites FTP über TLS“.',
  },
  'home-unavailable': {
    what: '{{who}} gab das richtige Passwort an, aber der Ordner ließ sich nicht öffnen.',
    cure: 'Prüfen Sie den Ordner unter „Einstellungen“; stimmt er, fragen Sie Ihren Anbieter.',
    why: 'der Ordner des Zugangs ist nicht da.',
    cureNow: 'Wählen Sie unter „Einstellungen“ einen Ordner, den es gibt.',
    staff:
      'Prüfen Sie den Ordner unter „Einstellungen“; stimmt er, sagt das Protokoll des Servers, warum er sich nicht öffnen lässt.',
  },
  'home-refused': {
    what: '{{who}} gab das richtige Passwort an, aber der Ordner darf über FTP nicht angeboten werden.',
    cure: 'Fragen Sie Ihren Anbieter.',
    why: 'der Ordner des Zugangs lässt sich nicht sicher benutzen.',
    cureNow: 'Wählen Sie unter „Einstellungen“ einen anderen Ordner.',
    staff:
      'Wählen Sie unter „Einstellungen“ einen anderen Ordner; was an diesem nicht stimmt, sagt das Protokoll des Servers.',
  },
  banned: {
    what: '{{who}} ist ausgesperrt: die Adresse ist gesperrt.',
    cure: 'Heben Sie die Sperre auf, wenn Sie wissen, wer das ist.',
    why: 'die Adresse oder der Anmeldename ist gesperrt.',
    cureNow: 'Heben Sie die Sperre auf, oder bitten Sie Ihren Anbieter darum.',
    staff: 'Heben Sie die Sperre auf, wenn Sie wissen, wer das ist.',
  },
  other: {
    what: '{{who}} wurde abgelehnt; der Server nennt den Grund „{{reason}}“.',
    cure: 'Nennen Sie diesen Grund Ihrem Anbieter.',
    why: 'der Server nennt den Grund „{{reason}}“.',
    cureNow: 'Nennen Sie diesen Grund Ihrem Anbieter.',
    staff: 'Suchen Sie diesen Grund im Protokoll des Servers.',
  },
};

export const refusedLogins: Texts<typeof english> = {
  refusal: refusals,
  refusedLogins: {
    title: 'Abgelehnte Anmeldungen',
    program: '{{program}} an {{address}}',
    someone: 'Jemand an {{address}}',
    times_one: 'Einmal: {{last}}.',
    times_other: '{{count}}-mal, zuletzt {{last}}; zuerst am {{first}}.',
    worked: 'Seither ist von dort eine Anmeldung gelungen: {{when}}.',
    lifted: 'Das ist vorbei: der FTP-Zugang ist jetzt aktiv.',
    all_one: '{{count}} weitere zeigen',
    all_other: '{{count}} weitere zeigen',
    more_one: 'Eine weitere wie diese wird nicht gezeigt.',
    more_other: '{{count}} weitere wie diese werden nicht gezeigt.',
  },
};
