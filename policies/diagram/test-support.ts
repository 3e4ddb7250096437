const ID = '[ng]_[A-Za-z0-9_]*';
/** No quote, no bare entity sign, nothing that Mermaid or HTML would take for its own. */
const TEXT = '"(?:(?!\\$\\$)[^"#%&<>`\\\\*_|;\\n]|#\\d+;|<br/>)*"';
const NODE = new RegExp(`^ +(${ID})(?:\\[${TEXT}\\]|\\[\\(${TEXT}\\)\\]|\\(\\[${TEXT}\\]\\)|\\{${TEXT}\\})$`);
const EDGE = new RegExp(`^ +(${ID}) (?:-->|-\\.->)(?:\\|${TEXT}\\|)? (${ID})$`);
const GROUP = new RegExp(`^ +subgraph ${ID}\\[${TEXT}\\]$`);

/**
 * What is wrong with a flowchart of ours. Mermaid itself is a megabyte and needs a browser, so we write only the few
 * forms of its language that stand here, and hold every line against them.
 */
export function mermaidFaults(text: string): string[] {
  const [head = '', title = '', ...lines] = text.trimEnd().split('\n');
  const nodes = new Set<string>();
  const ends: string[] = [];
  const faults: string[] = [];
  if (!/^flowchart (TB|LR)$/.test(head)) faults.push(head);
  if (!/^ {2}accTitle: [^;#%{}\n]+$/.test(title)) faults.push(title);
  let open = 0;
  for (const line of lines) {
    const [node, edge] = [NODE.exec(line)?.[1], EDGE.exec(line)];
    if (node !== undefined) {
      if (nodes.has(node)) faults.push(`twice: ${line}`);
      nodes.add(node);
    } else if (edge) ends.push(edge[1] ?? '', edge[2] ?? '');
    else if (GROUP.test(line)) open += 1;
    else if (/^ +end$/.test(line) && open > 0) open -= 1;
    else faults.push(line);
  }
  if (open > 0) faults.push('a subgraph is not ended');
  return [...faults, ...ends.filter((end) => !nodes.has(end)).map((end) => `no such node: ${end}`)];
}
