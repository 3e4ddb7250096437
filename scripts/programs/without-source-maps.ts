/**
 * Loads packages without reading their source maps, of which CDKTF's alone cost 0.2 s, and map nothing of ours. Our own
 * code, which the program was loaded with, keeps its map.
 */
export async function withoutSourceMaps<Loaded>(load: () => Promise<Loaded>): Promise<Loaded> {
  process.setSourceMapsEnabled(false);
  try {
    return await load();
  } finally {
    process.setSourceMapsEnabled(true);
  }
}
