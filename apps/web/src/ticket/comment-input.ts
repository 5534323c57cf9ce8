/** What a thread is asked for: the server's prefetch and the browser's query must ask for the same. */
export const commentInput = (ticketId: string) => ({ ticketId, limit: 50 })
