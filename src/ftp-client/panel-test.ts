// By which name the panel's own test of a login is on record.

/** How servers record that it was the panel and no customer's program (CLNT). */
export const panelTestProgram = 'Portside panel test';
