// Words of the help page, in German.
import type { help as english } from '../en/help.js';
import type { Texts } from '../texts.js';

export const help: Texts<typeof english> = {
  help: {
    title: 'Hilfe beim Verbinden',
    lead: 'Was die Wörter bedeuten, was die Zahlen bedeuten, und wohin Sie in Ihrem Programm klicken.',
    which: 'FTP, FTPS und SFTP',
    ftp: 'FTP ist die schlichte Form: alles, auch Ihr Passwort, geht lesbar durchs Netz.',
    ftps: 'FTPS ist FTP über TLS, so wie https http über TLS ist; Programme nennen es FTPES, „explizites TLS“ oder „Explizites FTP über TLS erforderlich“. Wählen Sie hier das.',
    sftp: 'SFTP ist etwas anderes mit ähnlichem Namen, ein Teil von SSH auf Port 22; diese Zugänge funktionieren damit nicht.',
    codes: 'Was die Zahlen bedeuten',
    code: {
      '530': {
        what: '530: Die Anmeldung wird abgelehnt',
        why: 'Anmeldename oder Passwort stimmen nicht, der FTP-Zugang ist deaktiviert oder abgelaufen, oder er darf aus Ihrem Netz nicht benutzt werden; die Worte nach der Zahl sagen, was davon.',
        cure: 'Kopieren Sie den vollständigen Anmeldenamen, mit dem Teil hinter dem @. Haben Sie das Passwort nicht mehr, setzen Sie auf der Seite des FTP-Zugangs ein neues; dort sagt „Abgelehnte Anmeldungen“, was nicht stimmte.',
      },
      '425': {
        what: '425: Die Anmeldung gelingt, aber die Dateiliste oder die Datei kommt nicht',
        why: 'FTP öffnet für jede Liste und jede Datei eine zweite Verbindung, und eine Firewall oder ein Router lässt sie nicht zustande kommen.',
        cure: 'Wählen Sie den Modus, den die Verbindungskarte nennt, in der Regel den passiven. Lassen Sie dann den Verbindungsdoktor zusehen: er sagt, welche Seite ablehnt.',
      },
      '421': {
        what: '421: Der Server beendet die Verbindung',
        why: 'Eine Weile wurde nichts gesagt, zu viele Verbindungen sind gleichzeitig offen, das Passwort wurde geändert, oder der Server startet neu.',
        cure: 'Verbinden Sie sich neu. Kommt es sofort wieder, erlauben Sie Ihrem Programm weniger Verbindungen auf einmal.',
      },
    },
    programs: 'Ihr Programm',
    programsText:
      'Jedes Programm braucht dasselbe: Host, Port, Anmeldename, Passwort, „explizites TLS“ und den Modus der Verbindungskarte. Die Karte auf der Seite jedes FTP-Zugangs hat für die meisten eine Datei.',
    program: {
      filezilla:
        'FileZilla: Datei, Servermanager, Neuer Server. Protokoll FTP, „Explizites FTP über TLS erforderlich“, Verbindungsart „Nach Passwort fragen“. Übertragungseinstellungen: Passiv.',
      winscp:
        'WinSCP: Neues Verbindungsziel. Übertragungsprotokoll FTP, Verschlüsselung „Explizite TLS/SSL-Verschlüsselung“. Erweitert, Verbindung: Passiver Modus.',
      cyberduck:
        'Cyberduck: Neue Verbindung, „FTP-SSL (Explizites AUTH TLS)“. Oder öffnen Sie die Datei, die Sie auf der Verbindungskarte bekommen.',
      dreamweaver:
        'Dreamweaver: Sites verwalten, Server, „FTP über SSL/TLS (explizite Verschlüsselung)“. Weitere Optionen: Passives FTP verwenden.',
      terminal:
        'Im Terminal: Kopieren Sie die Zeile für curl oder lftp von der Verbindungskarte; sie fragt nach dem Passwort.',
    },
    unknownCertificate: 'Eine Warnung zum Zertifikat',
    unknownCertificateText:
      'Wo keine Zertifizierungsstelle für den Server bürgt, fragt Ihr Programm einmal nach. Vergleichen Sie den SHA-256-Fingerabdruck mit dem auf der Verbindungskarte; stimmen sie überein, vertrauen Sie ihm.',
    doctor: 'Nichts hilft?',
    doctorText:
      'Der Verbindungsdoktor sieht zu, während Sie sich verbinden, und sagt Schritt für Schritt, was Ihr Programm und der Server tun. Öffnen Sie einen FTP-Zugang und wählen Sie unter seiner Verbindungskarte „Lassen Sie den Verbindungsdoktor zusehen“.',
    toAccounts: 'Zu den FTP-Zugängen',
  },
};
