import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { instanceNamed, loadSeed } from '../../src/index.ts'
import { hostsOf } from './hosts.ts'

// Writes what the suite reads its keys from, and the names that have to lead to this machine, into the folder given.
const [folder = '.'] = process.argv.slice(2)
const { instances } = await loadSeed(fileURLToPath(new URL('instances.yaml', import.meta.url)))
const keys = Object.keys(instances).map((name) => instanceNamed(name, hostsOf(name).frontendApi))
writeFileSync(`${folder}/keys.json`, JSON.stringify(Object.fromEntries(keys.map(({ name, publishableKey, secretKey }) => [name, { pk: publishableKey, sk: secretKey }]))))
writeFileSync(`${folder}/hosts`, ['localhost', 'api.clerk.com', ...keys.flatMap(({ name }) => Object.values(hostsOf(name)))].map((host) => `127.0.0.1 ${host}\n`).join(''))
