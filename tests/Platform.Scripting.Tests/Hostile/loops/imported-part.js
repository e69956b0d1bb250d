// Imported by imported.js.
for (;;);
