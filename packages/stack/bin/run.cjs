// CommonJS in old syntax: an old Node must get as far as this line of advice.
var wanted = [20, 19]
var found = process.versions.node.split('.').map(Number)
if (found[0] < wanted[0] || (found[0] === wanted[0] && found[1] < wanted[1])) {
  console.error('Throughline needs Node ' + wanted.join('.') + ' or newer; this is ' + process.versions.node + '. See https://nodejs.org.')
  process.exit(1)
}
require('./load.cjs')(process.argv[2])
