import type { MixerDescription, Plan } from '../../../core/index.js'
import { stringify } from '../../../core/index.js'
import { chain } from '../../../core/plan/describe.js'
import type { Head } from '../head.js'
import { optionRows } from '../options.js'

/** What the gallery says of one method. */
export interface Exhibit {
  readonly name: string
  readonly head: Head
  /** The file of its picture, and that of its page if it has one. */
  readonly picture: string
  readonly page?: string
  /** What its picture shows. */
  readonly plan: Plan
  readonly description?: MixerDescription
}

/** All methods on one page of Markdown: a picture, the law, options, cost, and what each needs. */
export function galleryOf (exhibits: readonly Exhibit[]): string {
  return [
    '# Gallery',
    'Every method on the same four photos: above the photos, below what became of them, the ' +
      'regions of the plan outlined. Written by `npm run docs:pages`. Costs are those of the ' +
      'plan that is shown; [performance](../performance.md) has times.',
    ...exhibits.map(section)
  ].join('\n\n') + '\n'
}

function section ({ name, head, picture, page, plan, description }: Exhibit): string {
  const [summary = '', law] = head
  return [
    `## ${page === undefined ? name : `[${name}](${page})`}`,
    summary,
    `![what ${name} makes of four photos](${picture})`,
    ...law === undefined ? [] : [law],
    [
      ...description === undefined ? [] : [`* Options: ${optionsOf(description)}`],
      `* Cost: ${costOf(plan)}`,
      `* Needs: ${needsOf(description)}`
    ].join('\n')
  ].join('\n\n')
}

function optionsOf ({ options, pairing }: MixerDescription): string {
  const rows = optionRows(options).map(row => `\`${row.name}\`${
    row.default === undefined ? '' : ` (\`${row.default}\`)`}`)
  const partners = pairing === 'own'
    ? []
    : [`\`pairing\` (\`${pairing?.name ?? 'permutation'}\`)`]
  return [...rows, ...partners].join(', ')
}

function costOf (plan: Plan): string {
  const plans = chain(plan)
  const bytes = Math.ceil(stringify(plan).length / plans[plans.length - 1].size / 10) * 10
  const layers = plans.reduce((sum, each) => sum + each.layers.length, 0)
  return `${layers} ${layers === 1 ? 'layer' : 'layers'}, about ${bytes} bytes of plan an image`
}

function needsOf ({ pools = [], signals = [] }: Partial<MixerDescription> = {}): string {
  const list = [...pools.map(pool => `the pool \`${pool}\``),
    ...signals.map(signal => `the signal \`${signal}\``)]
  return list.length === 0 ? 'nothing but a batch' : list.join(', ')
}
