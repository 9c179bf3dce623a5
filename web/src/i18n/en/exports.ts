// Texts about exports and imports.
export const importAndExport = {
  exports: {
    title: 'Import and export',
    lead: 'Customers, websites and FTP accounts with their passwords, as a file that another installation reads.',
    out: 'Export',
    outText:
      'Run one of these lines in Portside’s folder on the machine of this panel, as the user who runs Portside. A page cannot do it: it would have to show the hashes of the passwords, and no page does.',
    all: 'All customers',
    one: 'One customer with their plan, by reference, name or id',
    outKept:
      'The file can be read by its owner only, and is as secret as the database. The list of changes says who made one. Files of websites, people of the panel and records are not in it.',
    in: 'Import',
    inText:
      'It takes what an export wrote, or what you wrote from another panel’s data; the file docs/import.md in Portside’s folder names every field. Passwords stay as they are.',
    dry: 'Try it first: what would become of each line; nothing is changed',
    wet: 'Then for good',
    inKept:
      'It may be run again as often as you like: what is there already is left alone or changed, nothing is deleted. Servers go by their name and have to be added first.',
    command: 'the command: {{what}}',
  },
} as const;
