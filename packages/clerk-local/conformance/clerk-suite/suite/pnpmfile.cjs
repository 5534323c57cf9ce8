// The newest @clerk/ui may want a version of @clerk/localizations that is not published; this one is whole, and is the one
// that the stand-in serves.
const { version } = require('@clerk/ui/package.json')
const readPackage = (manifest) => {
  if (manifest.dependencies?.['@clerk/ui'] === 'latest') manifest.dependencies['@clerk/ui'] = version
  return manifest
}
module.exports = { hooks: { readPackage } }
