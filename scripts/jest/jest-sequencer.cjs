const { default: Sequencer } = require('@jest/test-sequencer');

// Jest begins with the files that took longest, but in a fresh clone it knows none of them, and goes by size: a long one
// that begins last leaves a core idle. These start processes or run a whole month; the first take longest by far.
const LONG = [
  /how-to\/walk|local\/chaos\/chaos/,
  /(how-to\/|policies\/main|catalog\/adding|commands\/(setup|synth)\/|local\/(start|smoke|record|faults)\/|unread\/terraform-json|nothing-unread|proof\/mutation|run-side|promises\/compile|inclusion\.property)/,
];

const rank = ({ path }) => {
  const at = LONG.findIndex((long) => long.test(path));
  return at < 0 ? LONG.length : at;
};

module.exports = class extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((a, b) => rank(a) - rank(b));
  }
};
