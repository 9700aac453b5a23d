import { describe, toJson } from '../../core/index.js'
import type { Plan } from '../../core/index.js'
import type { Output, Shown, ShownMix } from './gallery.js'
import type { Html, Seen } from '../../plugins/report/index.js'
import { html, overlay } from '../../plugins/report/index.js'

/** A photo as the page shows it. */
export interface Thumbnail { readonly name: string, readonly image: string }

/** What one mixer makes of the photos. */
export function mixerSection (shown: Shown, photos: readonly Thumbnail[]): Html {
  const { name, description: { name: title, paper }, needs, mixes } = shown
  return html`
<section id="${title}">
<h2>${title}</h2>
<p class="soft">${name} · ${source(paper)}</p>
${needs.length > 0
    ? html`<p>Not shown: it needs ${needs.join(', ')}, which photos alone do not give.</p>`
    : html`<div class="grid small">${photos.map(thumbnail)}</div>`}
${mixes.map(mix => mixFigures(mix, photos.map(photo => photo.name)))}
</section>`
}

function source (paper: string): Html | string {
  const [kind, id] = paper.split(':')
  if (kind !== 'arXiv') return `law of ${paper}`
  return html`<a href="https://arxiv.org/abs/${id}">arXiv ${id}</a>`
}

export function thumbnail ({ name, image }: Thumbnail): Html {
  return html`<figure><span class="picture"><img src="${image}" alt="${name}"></span>
<figcaption>${name}</figcaption></figure>`
}

function mixFigures ({ variant, plan, outputs }: ShownMix, names: readonly string[]): Html {
  return html`
<h3>${variant.title}</h3>
<div class="grid">${outputs.map(output => outputFigure(output, plan, names))}</div>
${planText(plan)}`
}

/** A plan in words, and as the JSON that makes the same pictures again. */
export function planText (plan: Plan): Html {
  return html`<pre class="facts">${describe(plan)}</pre>
<details><summary>the plan as JSON</summary>
<pre>${JSON.stringify(toJson(plan), null, 2)}</pre></details>`
}

function outputFigure ({ image, seen, label }: Output, plan: Plan, names: readonly string[]): Html {
  const rows = new Set([...seen.map(({ row }) => row), ...label.keys()])
  const parts = [...rows].filter(row => label[row] > 0).map(row => ({ row, share: label[row] }))
  const named = shares(parts, names)
  return html`<figure>
<span class="picture"><img src="${image}" alt="a mix: ${named}">
${overlay(plan, seen)}</span>
<div class="bar" title="label: ${named}">${parts.map(({ share }) =>
  html`<span style="width: ${(100 * share).toFixed(2)}%"></span>`)}</div>
<figcaption>label: ${named}${seen.length === 0
  ? ''
  : html`<br>seen: ${shares(seen, names)}${lambda(seen)}`}</figcaption>
</figure>`
}

/** λ, where two whole pictures are blended: the share of the first. */
function lambda (seen: readonly Seen[]): string {
  const [own, other] = seen
  const blended = seen.length === 2 && other.layer.where === undefined && own.share !== undefined
  return blended ? ` (λ\u00a0=\u00a0${own.share.toFixed(3)})` : ''
}

interface Share { readonly row: number, readonly share: number | undefined }

/** Photos and their shares, which a line does not break apart. */
function shares (parts: readonly Share[], names: readonly string[]): string {
  return parts.map(({ row, share }) => `${names[row]} ${percent(share)}`.replaceAll(' ', '\u00a0'))
    .join(', ')
}

function percent (share: number | undefined): string {
  return share === undefined ? '(blended)' : `${(100 * share).toFixed(1)} %`
}
