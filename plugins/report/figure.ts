import type { Plan } from '../../core/index.js'
import { describe, toJson } from '../../core/index.js'
import type { Html } from './html.js'
import { html } from './html.js'
import { overlay } from './overlay.js'
import type { Seen } from './pieces.js'

/** A picture and its name. */
export interface Thumbnail { readonly name: string, readonly image: string }

/** One mixed picture, and what its plan says of it. */
export interface MixFigure {
  /** The address of the picture. */
  readonly image: string
  /** The file it was written to. */
  readonly name?: string
  readonly plan: Plan
  /** The pieces it is painted from; none where the plan alone cannot tell. */
  readonly seen: readonly Seen[]
  /** The names of the rows of the batch, as `seen` counts them. */
  readonly sources: readonly string[]
  /** Its label: classes with a share above 0. */
  readonly label: readonly Share[]
}

/** Something by name, and its share, 0 … 1. */
export interface Share { readonly name: string, readonly share: number | undefined }

/** A picture with its name under it. */
export function thumbnail ({ name, image }: Thumbnail): Html {
  return html`<figure><span class="picture"><img src="${image}" alt="${name}"></span>
<figcaption>${name}</figcaption></figure>`
}

/** A mix with the outlines of its regions, its label as a bar and in words, and what is seen. */
export function mixFigure ({ image, name, plan, seen, sources, label }: MixFigure): Html {
  const named = inWords(label)
  const shown = seen.map(({ row, share }) => ({ name: sources[row] ?? `row ${row}`, share }))
  return html`<figure>
<span class="picture"><img src="${image}" alt="a mix: ${named}">
${overlay(plan, seen)}</span>
${label.length === 0
    ? ''
    : html`<div class="bar" title="label: ${named}">${label.map(({ share = 0 }) =>
      html`<span style="width: ${(100 * share).toFixed(2)}%"></span>`)}</div>`}
<figcaption>${name === undefined ? '' : html`${name}<br>`}
${label.length === 0 ? '' : html`label: ${named}<br>`}seen: ${inWords(shown)}${lambda(seen)}
</figcaption>
</figure>`
}

/** A plan in words, and as the JSON that makes the same pictures again. */
export function planText (plan: Plan): Html {
  return html`<pre class="facts">${describe(plan)}</pre>
<details><summary>the plan as JSON</summary>
<pre>${JSON.stringify(toJson(plan), null, 2)}</pre></details>`
}

/** λ, where two whole pictures are blended: the share of the first. */
function lambda (seen: readonly Seen[]): string {
  const [own, other] = seen
  const blended = seen.length === 2 && other.layer.where === undefined && own.share !== undefined
  return blended ? ` (λ\u00a0=\u00a0${own.share.toFixed(3)})` : ''
}

/** Names and their shares, which a line does not break apart. */
function inWords (list: readonly Share[]): string {
  return list.map(({ name, share }) => `${name} ${percent(share)}`.replaceAll(' ', '\u00a0'))
    .join(', ')
}

function percent (share: number | undefined): string {
  return share === undefined ? '(blended)' : `${(100 * share).toFixed(1)} %`
}
