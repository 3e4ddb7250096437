/** What a machine's role has to be allowed, exactly: what `render` tells of the tasks that it rendered. */
export interface Permission {
  /** Unique within what one machine needs. */
  readonly sid: string;
  readonly actions: readonly string[];
  /** ARNs. */
  readonly resources: readonly string[];
  /** As IAM has it: operator → condition key → value. */
  readonly condition?: PermissionCondition;
}

export type PermissionCondition = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

interface Grant {
  readonly actions: Set<string>;
  readonly resources: Set<string>;
  readonly condition: PermissionCondition | undefined;
}

/**
 * One permission per sid and condition, each action and ARN once, in the order in which they came; of those that a sid
 * has under other conditions, the second is `<sid>2`.
 */
export function merged(permissions: readonly Permission[]): Permission[] {
  const bySid = new Map<string, Map<string, Grant>>();
  for (const { sid, actions, resources, condition } of permissions) {
    const grants = bySid.get(sid) ?? new Map<string, Grant>();
    bySid.set(sid, grants);
    const under = JSON.stringify(condition ?? {});
    const known = grants.get(under) ?? { actions: new Set(), resources: new Set(), condition };
    for (const action of actions) known.actions.add(action);
    for (const resource of resources) known.resources.add(resource);
    grants.set(under, known);
  }
  return [...bySid].flatMap(([sid, grants]) =>
    [...grants.values()].map(({ actions, resources, condition }, at) => ({
      sid: at === 0 ? sid : `${sid}${at + 1}`,
      actions: [...actions],
      resources: [...resources],
      ...(condition && { condition }),
    })),
  );
}
