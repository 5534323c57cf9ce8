/** Why the server cannot start, for the person at the terminal: the message is all that is printed. */
export class StartupError extends Error {}
