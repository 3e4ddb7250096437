/** A picture as data: boxes in groups, and what leads from one to the other. Drawn as SVG and as Mermaid. */
export interface Diagram {
  /** What it shows, for those who can't see it. */
  readonly title: string;
  readonly direction: 'LR' | 'TB';
  readonly groups: readonly Group[];
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly Edge[];
}

export interface Group {
  readonly id: string;
  readonly label: string;
  /** The group that it lies in. */
  readonly within?: string;
}

/** What a node is drawn as. */
export type Shape = 'box' | 'store' | 'round' | 'diamond';

/** What a node is painted as: by what it does, not by which service it is. */
export type Tone = 'compute' | 'store' | 'message' | 'event' | 'access' | 'watch' | 'good' | 'bad' | 'plain';

export interface DiagramNode {
  /** The same however the rest of the diagram changes. */
  readonly id: string;
  readonly label: string;
  /** Smaller lines under the label. */
  readonly details: readonly string[];
  readonly shape: Shape;
  readonly tone: Tone;
  /** Absent: it lies in no group. */
  readonly group?: string;
  /** Ids of those that it is drawn for, where they are alike. */
  readonly standsFor?: readonly string[];
}

export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly label?: string;
  /** `main`: what flows when all is well; `exception`: when it is not; `uses`: belongs to it, and nothing flows. */
  readonly kind: 'main' | 'exception' | 'uses';
  /** More than the label says. */
  readonly tooltip?: string;
}
