/**
 * A warning that a run shows on its first page.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-a-warning-message
 */
export const warning = (message: string): string => `::warning::${escaped(message)}`;

/** A line break would end the command, and begin whatever the text says next. */
const escaped = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
