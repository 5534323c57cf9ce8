// A file of its own: an old Node cannot parse import().
module.exports = (command) => {
  import('./load.mjs').then(({ load }) => load(command))
}
