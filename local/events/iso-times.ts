const hour = 3_600_000;

/** What `toISOString` writes, of moments that mostly come in order: the hour is written once for all that are in it. */
export function isoTimes(): (of: Date) => string {
  let [current, written] = [NaN, ''];
  return (of) => {
    const time = of.getTime();
    const within = ((time % hour) + hour) % hour;
    if (time - within !== current) {
      current = time - within;
      written = of.toISOString().slice(0, -'mm:ss.SSSZ'.length);
    }
    const seconds = Math.floor(within / 1000);
    return `${written}${twoDigits[Math.floor(seconds / 60)]}:${twoDigits[seconds % 60]}.${threeDigits[within % 1000]}Z`;
  };
}

const padded = (length: number): string[] =>
  Array.from({ length: 10 ** length }, (_, index) => String(index).padStart(length, '0'));
const [twoDigits, threeDigits] = [padded(2), padded(3)];
