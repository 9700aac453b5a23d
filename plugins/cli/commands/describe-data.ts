import { writeFile } from 'node:fs/promises'
import { suggestBandwidth } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
import { readTargets } from '../../io/index.js'
import { partnerChart, partnerDistribution } from '../../report/index.js'
import type { Outcome, Session } from '../session.js'
import { tell } from '../session.js'

/** What `describe` may be told of data. */
export interface DescribeFlags {
  readonly data?: string
  readonly target?: string
  readonly bandwidth?: string
  readonly header?: boolean
  readonly out?: string
}

const who = 'remixture describe'
const BAR = 40

/** The bandwidth that a table suggests for C-Mixup, and how far partners lie under it. */
export async function describeData (
  session: Session, name: string, flags: DescribeFlags & { readonly data: string }
): Outcome {
  const { data: file, target, header = true, out } = flags
  if (!/^(core\/)?cmixup$/.test(name))
    throw fail('OPTION', who, 'data', 'can only be looked at for cmixup', name)
  if (target === undefined)
    throw fail('OPTION', who, 'target', 'must name the column that is predicted', target)
  const bandwidth = flags.bandwidth === undefined ? 'auto' : Number(flags.bandwidth)
  const y = await readTargets(file, target, header)
  const suggested = suggestBandwidth(y)
  const found = partnerDistribution(y, { bandwidth })
  const used = typeof found.bandwidth === 'number' ? found.bandwidth : found.bandwidth.value
  if (out !== undefined) await writeFile(out, (await partnerChart(found)).html)
  const { mean, effective } = found
  tell(session, { rows: y.length, suggested, ...found }, [
    `${file}: ${y.length} targets "${target}"`,
    `suggested bandwidth: ${short(suggested.value)} (${suggested.rule}), in units of the target`,
    `with ${short(used)}, partners lie ${short(mean.partners)} apart on average, without a ` +
      `kernel ${short(mean.uniform)}; a row has about ${short(effective)} likely partners`,
    '', 'Distances of partners (#), and without a kernel (|):',
    ...plot(found.edges, found.partners, found.uniform),
    ...out === undefined ? [] : ['', `The same as a picture: ${out}`]
  ])
}

/** Bars of text. */
function plot (
  edges: readonly number[], partners: readonly number[], uniform: readonly number[]
): string[] {
  const most = Math.max(...partners, ...uniform) || 1
  return partners.map((share, bin) => {
    const bar = '#'.repeat(Math.round(share / most * BAR)).padEnd(BAR + 1)
    const at = Math.round(uniform[bin] / most * BAR)
    return `  ${short(edges[bin]).padStart(10)} ${bar.slice(0, at)}|${bar.slice(at + 1)}`.trimEnd()
  })
}

function short (number: number): string {
  return String(Number(number.toPrecision(4)))
}
