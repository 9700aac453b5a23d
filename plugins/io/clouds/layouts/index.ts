import { nuScenesLayout } from './nuscenes.js'
import { plainLayout } from './plain.js'
import { pointceptLayout } from './pointcept.js'
import { scanNetLayout } from './scannet.js'
import { semanticKittiLayout } from './semantickitti.js'
import type { Layout, LayoutName, Listing, Scan } from './types.js'

export const layouts: Readonly<Record<LayoutName, Layout>> = {
  plain: plainLayout,
  semantickitti: semanticKittiLayout,
  nuscenes: nuScenesLayout,
  scannet: scanNetLayout,
  pointcept: pointceptLayout
}

/** The layout whose scans a folder has; `plain` takes what no other does. */
export async function found (
  listing: Listing
): Promise<{ readonly layout: Layout, readonly scans: Scan[] }> {
  for (const name of ['semantickitti', 'nuscenes', 'scannet', 'pointcept'] as const) {
    const scans = await layouts[name].scans(listing)
    if (scans.length > 0) return { layout: layouts[name], scans }
  }
  return { layout: layouts.plain, scans: await layouts.plain.scans(listing) }
}
