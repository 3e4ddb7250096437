/**
 * What is wrong with a CODEOWNERS file: each path must be of the owners of `*`. The last line that matches a path decides,
 * and one without owners leaves it to nobody; who may be spared review, by a later line, is decided by nobody's review.
 * https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
 */
export function ownerFaults(text: string): string[] {
  const lines = text
    .split('\n')
    .map((line, index) => ({
      number: index + 1,
      words: line
        .replace(/(^|\s)#.*$/, '')
        .split(/\s+/)
        .filter(Boolean),
    }))
    .filter(({ words }) => words.length > 0);
  const [first, ...later] = lines;
  if (first?.words[0] !== '*' || first.words.length === 1) {
    return ['the first line must be "*" and who owns everything'];
  }
  const owners = first.words.slice(1);
  return later.flatMap(({ number, words: [path = '', ...named] }) => {
    const lost = owners.filter((owner) => !named.includes(owner));
    return lost.length === 0 ? [] : [`line ${number}: ${path} is taken away from ${lost.join(', ')}`];
  });
}
