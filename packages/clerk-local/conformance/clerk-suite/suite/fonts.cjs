// Next asks for Google's fonts at a build; the suite's templates have one, and need no network for this.
const face = "@font-face { font-family: 'Inter'; font-style: normal; font-weight: 100 900; src: local('Arial'); }"
module.exports = new Proxy({}, { get: () => face, has: () => true })
