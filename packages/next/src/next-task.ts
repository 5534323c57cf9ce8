/** Kept once the browser has had time for whatever else waits, as a click: the long task before it ends here. */
export const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))
