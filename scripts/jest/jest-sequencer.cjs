const { default: Sequencer } = require('@jest/test-sequencer');

// Jest begins with the files that took longest, but in a fresh clone it knows none of them, and goes by size: a long one
// that begins last leaves a core idle. These start processes or run a whole month.
const LONG =
  /(how-to\/|policies\/main|catalog\/adding|commands\/(setup|synth)\/|local\/(start|smoke|record|chaos|faults)\/|unread\/terraform-json|nothing-unread|proof\/mutation|run-side|promises\/compile|inclusion\.property)/;

module.exports = class extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const long = ({ path }) => LONG.test(path);
    return [...sorted.filter(long), ...sorted.filter((test) => !long(test))];
  }
};
