/** The text of a file of models: its head, then the lines of each service. */
export function modelsText(head: object, services: readonly string[]): string {
  const start = Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`);
  return `{\n${start.join('')}  "services": {\n${services.join(',\n')}\n  }\n}\n`;
}
