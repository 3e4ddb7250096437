/** What a machine's role has to be allowed, exactly: what `render` tells of the tasks that it rendered. */
export interface Permission {
  /** Unique within what one machine needs. */
  readonly sid: string;
  readonly actions: readonly string[];
  /** ARNs. */
  readonly resources: readonly string[];
}

/** One permission per sid, each action and ARN once, in the order in which they came. */
export function merged(permissions: readonly Permission[]): Permission[] {
  const bySid = new Map<string, { actions: Set<string>; resources: Set<string> }>();
  for (const { sid, actions, resources } of permissions) {
    const known = bySid.get(sid) ?? { actions: new Set(), resources: new Set() };
    for (const action of actions) known.actions.add(action);
    for (const resource of resources) known.resources.add(resource);
    bySid.set(sid, known);
  }
  return [...bySid].map(([sid, { actions, resources }]) => ({
    sid,
    actions: [...actions],
    resources: [...resources],
  }));
}
