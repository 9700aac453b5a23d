import { document, factTable } from './document.js'
import type { Html } from './html.js'
import { html } from './html.js'
import type { MixFigure } from './figure.js'
import { mixFigure, planText } from './figure.js'

/** Mixes that belong together. */
export interface MixSection {
  readonly title: string
  readonly about?: string
  readonly figures: readonly MixFigure[]
}

/** What a page of mixes tells. All of it is escaped. */
export interface MixPage {
  readonly title: string
  /** Paragraphs under the title. */
  readonly about: readonly string[]
  /** What is known of the data and the run, by name. */
  readonly facts: ReadonlyArray<readonly [name: string, value: string]>
  readonly sections: readonly MixSection[]
  /** Charts, as `histogram` makes them. */
  readonly charts?: readonly Html[]
  /** Commands and programs to copy, with what they are for. */
  readonly code?: ReadonlyArray<readonly [title: string, text: string]>
}

/**
 * A page as one HTML file that opens from disk: nothing in it is fetched from elsewhere, and no
 * script runs.
 */
export function mixPage (page: MixPage): string {
  const { title, about, facts, sections, charts = [], code = [] } = page
  return document(title, html`${about.map(paragraph => html`<p>${paragraph}</p>`)}
${factTable(facts)}
<p class="soft">Lines are the regions of the plan. The bar under a picture is its label; “seen”
is what stays visible of each source.</p>
${sections.map(section)}
${charts.length === 0 ? '' : chartSection(charts)}
${code.length === 0 ? '' : codeSection(code)}`)
}

function section ({ title, about, figures }: MixSection): Html {
  return html`<section>
<h2>${title}</h2>
${about === undefined ? '' : html`<p class="soft">${about}</p>`}
<div class="grid">${figures.map(mixFigure)}</div>
${plans(figures)}
</section>`
}

/** Every plan once: outputs of one batch share theirs. */
function plans (figures: readonly MixFigure[]): Html {
  const list = [...new Set(figures.map(({ plan }) => plan))]
  const title = list.length === 1 ? 'the plan' : `the ${list.length} plans`
  return html`<details><summary>${title}</summary>${list.map(planText)}</details>`
}

function chartSection (charts: readonly Html[]): Html {
  return html`<section id="laws">
<h2>What is drawn, and its law</h2>
<p class="soft">Bars: what this mixer drew and what stayed visible of a row itself. Line: what is
expected by the law.</p>
<div class="charts">${charts.map(chart => html`<figure>${chart}</figure>`)}</div>
</section>`
}

function codeSection (code: NonNullable<MixPage['code']>): Html {
  return html`<section id="code">
<h2>The same by yourself</h2>
${code.map(([title, text]) => html`<p>${title}</p><pre>${text}</pre>`)}
</section>`
}
