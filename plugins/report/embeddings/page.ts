import { document } from '../document.js'
import type { Html } from '../html.js'
import { html } from '../html.js'
import { bars, dots } from './drawings.js'
import type { EmbeddingStudy } from './study.js'

/** What a page of embeddings tells. All of it is escaped. */
export interface EmbeddingPage {
  readonly title: string
  readonly study: EmbeddingStudy
  /** Whether rows come with others that they belong to, and with labels. */
  readonly groups: 'none' | 'labels' | 'modalities'
  /** A command to copy. */
  readonly command: string
}

const look = `
.draw { width: 100%; max-width: 40rem; height: auto; display: block; margin: .8rem 0 }
.draw .real { fill: var(--own); fill-opacity: .7 } .draw .mixed { fill: var(--other);
  fill-opacity: .6 }
.draw text { fill: var(--soft); font-size: 11px } .draw .axis { stroke: var(--line) }
.real-word { color: var(--own) } .mixed-word { color: var(--other) }
`

/** A page as one HTML file that opens from disk: nothing is fetched, and no script runs. */
export function embeddingPage ({ title, study, groups, command }: EmbeddingPage): string {
  return document(title, html`<table class="about">${measures(study).map(([name, value, about]) =>
    html`<tr><th scope="row">${name}</th><td>${value}</td><td class="soft">${about}</td></tr>`)}
</table>
${study.recall.length === 0 ? '' : html`<section id="recall"><h2>Recall</h2>
<p class="soft">For how many rows one of the k nearest ${groups === 'modalities'
  ? 'of the other modality is its own' : 'has its label'}.</p>
${bars([{ name: 'real', values: study.recall.map(({ share }) => share) }],
    study.recall.map(({ k }) => `k = ${k}`), 1)}</section>`}
${study.hardness === undefined ? '' : hardness(study.hardness)}
${study.map.length === 0 ? '' : html`<section id="map"><h2>Where rows lie</h2>
<p class="soft">On the two directions of largest variance${groups === 'none'
  ? '' : `; colours are ${groups}`}.</p>${dots(study.map)}</section>`}
<section id="code"><h2>The same by yourself</h2><pre>${command}</pre></section>`, look)
}

/** What is measured, the number, and what it means. */
type Measure = readonly [name: string, value: string, about: string]

/** Every number, with what it means. */
export function measures (study: EmbeddingStudy): Measure[] {
  const { size, dimensions, looked, length, utilisation, recall } = study
  const number = (name: string, value: number | undefined, about: string): Measure[] => {
    return value === undefined ? [] : [[name, value.toFixed(4), about]]
  }
  return [
    ['rows', `${size} × ${dimensions}`, looked < size ? `of which ${looked} were looked at` : ''],
    ...number('mean length', length, 'all that follows is of rows brought to length 1'),
    ...number('uniformity', study.uniformity, 'less is more even'),
    ...number('alignment', study.alignment, 'squared distance of what belongs together; less is ' +
      'nearer'),
    ...number('relative alignment', study.relativeAlignment,
      'the same less that of the nearest other; below 0 pairs are told apart'),
    ...number('modality gap', study.modalityGap, 'how far the means of both modalities lie apart'),
    ...recall.flatMap(({ k, share }) => number(`recall@${k}`, share, 'a share of the rows')),
    ...number('utilisation', utilisation?.rows, 'every second row by the nearest of the others; ' +
      'less is better covered'),
    ...number('utilisation with mixes', utilisation?.withMixes, 'the same with their mixes'),
    ...number('hardest negatives', study.hardness?.real, 'mean cosine with their anchor'),
    ...number('mixed negatives', study.hardness?.synthetic, 'the same of MoCHi\u2019s mixes')
  ]
}

function hardness (
  { realCounts, syntheticCounts }: NonNullable<EmbeddingStudy['hardness']>
): Html {
  const shares = (counts: Int32Array): number[] => {
    const all = counts.reduce((sum, each) => sum + each, 0)
    return Array.from(counts, each => each / all)
  }
  const [real, mixed] = [shares(realCounts), shares(syntheticCounts)]
  const labels = real.map((_, bin) =>
    bin % 10 === 0 ? (2 * bin / real.length - 1).toFixed(1) : '')
  return html`<section id="hardness"><h2>Hardness of negatives</h2>
<p class="soft">Cosines with their anchors: of the <span class="real-word">hardest rows</span> and
of <span class="mixed-word">their mixes</span>.</p>
${bars([{ name: 'real', values: real }, { name: 'mixed', values: mixed }], labels,
  Math.max(...real, ...mixed))}</section>`
}
