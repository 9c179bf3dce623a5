// Texts about exports and imports, in German.
import type { importAndExport as english } from '../en/exports.js';
import type { Texts } from '../texts.js';

export const importAndExport: Texts<typeof english> = {
  exports: {
    title: 'Import und Export',
    lead: 'Kunden, Websites und FTP-Zugänge mit ihren Passwörtern, als Datei, die eine andere Installation liest.',
    out: 'Export',
    outText:
      'Starten Sie eine dieser Zeilen im Ordner von Portside auf der Maschine dieses Panels, als der Benutzer, unter dem Portside läuft. Eine Seite kann das nicht: sie müsste die Hashes der Passwörter zeigen, und keine Seite tut das.',
    all: 'Alle Kunden',
    one: 'Ein Kunde mit seinem Tarif, nach Referenz, Name oder ID',
    outKept:
      'Die Datei kann nur ihr Eigentümer lesen, und sie ist so geheim wie die Datenbank. Die Liste der Änderungen sagt, wer eine angelegt hat. Dateien der Websites, Personen des Panels und Aufzeichnungen sind nicht darin.',
    in: 'Import',
    inText:
      'Er nimmt, was ein Export geschrieben hat, oder was Sie aus den Daten eines anderen Panels geschrieben haben; die Datei docs/import.md im Ordner von Portside nennt jedes Feld. Passwörter bleiben, wie sie sind.',
    dry: 'Zuerst ausprobieren, was aus jeder Zeile würde; nichts wird geändert',
    wet: 'Dann endgültig',
    inKept:
      'Er darf so oft wiederholt werden, wie Sie wollen: was schon da ist, bleibt oder wird geändert, nichts wird gelöscht. Server werden nach ihrem Namen gefunden und müssen vorher hinzugefügt sein.',
    command: 'den Befehl: {{what}}',
  },
};
