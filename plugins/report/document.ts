import type { Content, Html } from './html.js'
import { html } from './html.js'
import { style } from './style.js'

/** A page as one HTML file that opens from disk: nothing in it is fetched from elsewhere. */
export function document (title: string, body: Content, look = ''): string {
  return html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${{ html: style + look }}</style>
<h1>${title}</h1>
${body}
</html>
`.html
}

/** What is known of the data and the run, by name. */
export function factTable (facts: ReadonlyArray<readonly [name: string, value: string]>): Html {
  return html`<table class="about">${facts.map(([name, value]) =>
    html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`)}</table>`
}
