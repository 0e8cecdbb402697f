/** The engine's version: links and kept work say by which one they were made. The same as in package.json. */
export const VERSION = '0.1.0';
