import type { Html } from '../../plugins/report/index.js'
import { html, rectangles, style } from '../../plugins/report/index.js'
import type { Shown } from './gallery.js'
import type { Thumbnail } from './sections.js'
import { mixerSection, planText, thumbnail } from './sections.js'
import type { Plan } from '../../core/index.js'

/** Everything the page shows. */
export interface Demo {
  readonly photos: readonly Thumbnail[]
  readonly mixers: readonly Shown[]
  readonly targets: { readonly plan: Plan, readonly before: Scenes, readonly after: Scenes }
  readonly training: Table
}

/** Pictures with what belongs to them, their images as addresses. */
export type Scenes = readonly SceneFigure[]
export interface SceneFigure {
  readonly name: string
  readonly image: string
  readonly mask: string
  readonly boxes: ReadonlyArray<readonly number[]>
}

/** Results in rows, the first cell of each its name, and what to know of them. */
export interface Table {
  readonly columns: readonly string[]
  readonly rows: ReadonlyArray<readonly string[]>
  readonly about: readonly string[]
}

/** The page as one file: nothing in it is fetched from elsewhere. */
export function page ({ photos, mixers, targets, training }: Demo): string {
  return html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>remixture: what the mixers do</title>
<style>${{ html: style }}</style>
<h1>remixture: what the mixers do</h1>
<p>Mixed-sample augmentation makes new training samples out of pairs of old ones. Below, every image
mixer of this version mixes the same ${photos.length} photos. Each mix was decided first, as a plan:
plain data that says who is mixed with whom, how much of each is seen, where, and what becomes of
the label. Then the plan was painted.</p>
<p class="soft">Dashed lines are the regions of the plan. The bar under a picture is its label,
where every photo is a class of its own; “seen” is what stays visible of each photo.</p>
<nav>${mixers.map(({ description: { name } }) => html`<a href="#${name}">${name}</a>`)}
<a href="#targets">targets</a><a href="#training">training</a></nav>
<div class="grid">${photos.map(thumbnail)}</div>
${mixers.map(shown => mixerSection(shown, photos))}
${targetsSection(targets)}
${trainingSection(training)}
</html>
`.html
}

function targetsSection ({ plan, before, after }: Demo['targets']): Html {
  return html`
<section id="targets">
<h2>One plan, every target</h2>
<p>CutMix, a box for every image. The photos, their segmentation masks (bright or dark) and their
annotation boxes (drawn by hand) follow the same plan, so they still fit one another: a pasted
box brings its mask along, and annotation boxes are cut to what is still visible of them.</p>
<h3>before</h3>
<div class="grid">${before.map(sceneFigures)}</div>
<h3>after</h3>
<div class="grid">${after.map(sceneFigures)}</div>
${planText(plan)}
</section>`

  function sceneFigures ({ name, image, mask, boxes }: SceneFigure): Html {
    const drawn = rectangles(plan.frame, boxes)
    return html`<figure><span class="picture"><img src="${image}" alt="${name}">${drawn}</span>
<span class="picture"><img src="${mask}" alt="mask of ${name}">${drawn}</span>
<figcaption>${name}</figcaption></figure>`
  }
}

function trainingSection ({ columns, rows, about }: Table): Html {
  const cells = ([first, ...rest]: readonly string[]): Html =>
    html`<tr><th scope="row">${first}</th>${rest.map(cell => html`<td>${cell}</td>`)}</tr>`
  return html`
<section id="training">
<h2>A small network, trained with three methods</h2>
${about.map(paragraph => html`<p>${paragraph}</p>`)}
<table>
<thead><tr>${columns.map(column => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${rows.map(cells)}</tbody>
</table>
</section>`
}
