import type { ConfiguredMixer } from '../../core/index.js'
import { RemixtureError } from '../../core/index.js'
import type { Html } from '../report/index.js'
import { histogram, study } from '../report/index.js'
import type { Session } from './session.js'

/**
 * Histograms of what a mixer draws, against its law. A page does without them, and a note says why,
 * where the packages that draw them are not installed or the mixer needs a signal.
 */
export async function lawCharts (
  { registry, terminal }: Session, mixer: ConfiguredMixer, shape: readonly number[]
): Promise<Html[]> {
  try {
    const charts: Html[] = []
    for (const drawn of study(mixer, registry, { shape, plans: 100 })) {
      charts.push(await histogram(drawn))
    }
    return charts
  } catch (error) {
    if (!(error instanceof RemixtureError)) throw error
    terminal.err(`note: no histograms (${error.message})\n`)
    return []
  }
}
