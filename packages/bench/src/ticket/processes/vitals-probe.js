// Loaded into a server with `--expose-gc --import`: answers any message with how the process is after a full collection.
// Plain JavaScript, since the server runs without any loader.
process.on('message', () => {
  globalThis.gc()
  const { rss, heapUsed } = process.memoryUsage()
  const { user, system } = process.cpuUsage()
  process.send({ rss, heapUsed, peak: process.resourceUsage().maxRSS * 1_024, cpuMs: (user + system) / 1_000 })
})
// The bench ended without having stopped it.
process.on('disconnect', () => process.exit())
// A server that is asked to stop does not wait for the bench.
process.channel.unref()
