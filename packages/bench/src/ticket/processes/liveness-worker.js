// A thread of its own, so that whatever else the bench does is not in its figures: asks each process every 20 ms whether
// it lives, on a connection of its own. Latency counts from when a question was due, so that one answer that is late does
// not hide the next. Plain JavaScript, since a worker starts without any loader.
import { Agent, get } from 'node:http'
import { parentPort, workerData } from 'node:worker_threads'

const EVERY_MS = 20
const latencies = []
let failures = 0

/** @param {string} url @param {number} dueAt @param {Agent} agent */
function ask(url, dueAt, agent) {
  const fail = () => void failures++
  get(`${url}/health/live`, { agent, timeout: 10_000 }, (response) => {
    if (response.statusCode !== 200) fail()
    response.resume().once('end', () => latencies.push(performance.now() - dueAt))
  })
    .once('error', fail)
    .once('timeout', fail)
}

const timers = workerData.urls.map((url) => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  let dueAt = performance.now() + EVERY_MS
  return setInterval(() => {
    for (; dueAt <= performance.now(); dueAt += EVERY_MS) ask(url, dueAt, agent)
  }, EVERY_MS / 4)
})

parentPort.once('message', () => {
  timers.forEach(clearInterval)
  parentPort.postMessage({ latencies, failures })
})
