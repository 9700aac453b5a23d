/** How the page looks: quiet, narrow enough to read, in light and in dark. */
export const style = `
:root { color-scheme: light dark; --ink: #1f2430; --soft: #68707f; --line: #e3e6ec; --paper: #fff;
  --own: #3d5a80; --other: #e07a5f; --third: #81b29a }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e8ee; --soft: #9aa3b2; --line: #333a47; --paper: #171a21;
    --own: #7ea6d8; --other: #e89a80; --third: #9ccfb5 }
}
body { margin: 0 auto; max-width: 68rem; padding: 3rem 1.5rem 5rem; background: var(--paper);
  color: var(--ink); font: 16px/1.55 system-ui, sans-serif }
h1 { font-size: 2rem; font-weight: 650; margin: 0 0 .5rem; letter-spacing: -.01em }
h2 { font-size: 1.3rem; font-weight: 620; margin: 0 }
h3 { font-size: 1rem; font-weight: 560; margin: 1.6rem 0 .6rem }
p { max-width: 44rem; margin: .4rem 0 }
a { color: inherit }
.soft, figcaption, .facts { color: var(--soft) }
section { border-top: 1px solid var(--line); margin-top: 3rem; padding-top: 1.6rem }
nav { margin: 1.2rem 0; display: flex; flex-wrap: wrap; gap: .3rem 1.1rem }
.grid { display: grid; gap: 1rem; grid-template-columns: repeat(4, minmax(0, 1fr)) }
.small { grid-template-columns: repeat(8, minmax(0, 1fr)); gap: .5rem; margin: .8rem 0 }
@media (max-width: 46rem) { .grid { grid-template-columns: repeat(2, minmax(0, 1fr)) }
  .small { grid-template-columns: repeat(4, minmax(0, 1fr)) } }
figure { margin: 0 }
figcaption { font-size: .82rem; line-height: 1.4; margin-top: .35rem }
.small figcaption { font-size: .72rem; white-space: nowrap; overflow: hidden;
  text-overflow: ellipsis }
.picture { position: relative; display: block; line-height: 0; border-radius: 4px;
  overflow: hidden }
.picture img { width: 100%; height: auto; display: block }
.picture svg { position: absolute; inset: 0; width: 100%; height: 100%; fill: none }
.picture path { vector-effect: non-scaling-stroke }
.under { stroke: #000; stroke-opacity: .55; stroke-width: 3 }
.line { stroke: #fff; stroke-width: 1.3 }
.region .line { stroke-dasharray: 5 3 }
.bar { display: flex; height: 7px; border-radius: 3.5px; overflow: hidden; margin-top: .45rem;
  background: var(--line) }
.bar span:nth-child(3n+1) { background: var(--own) }
.bar span:nth-child(3n+2) { background: var(--other) }
.bar span:nth-child(3n) { background: var(--third) }
pre { font: 12.5px/1.5 ui-monospace, monospace; margin: .6rem 0; overflow: auto; max-height: 24rem;
  white-space: pre-wrap; overflow-wrap: anywhere }
details { margin: .4rem 0; font-size: .9rem }
summary { cursor: pointer; color: var(--soft) }
table { border-collapse: collapse; margin: 1rem 0; font-variant-numeric: tabular-nums }
th, td { text-align: right; padding: .35rem 1.4rem .35rem 0; border-bottom: 1px solid var(--line);
  font-weight: 400 }
th:first-child { text-align: left }
thead th { color: var(--soft) }
section .grid { margin-top: .8rem }
.about td { text-align: left }
.charts { display: flex; flex-wrap: wrap; gap: 2rem; align-items: end }
.charts figure { flex: 0 1 24rem }
.charts svg { width: 100%; height: auto; overflow: visible }
`
