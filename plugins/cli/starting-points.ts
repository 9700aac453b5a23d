import type { FolderSummary } from '../io/index.js'
import { asCode, quoted } from '../report/index.js'
import type { Settings } from './settings.js'
import { given } from './mixing.js'
import { asFlags, shellQuoted } from './settings.js'

/** The command that mixes a folder with these settings, as many images as it has. */
export function commandFor (source: string, settings: Settings): string {
  return ['npx remixture mix', shellQuoted(source), ...asFlags(settings), '--out mixed'].join(' ')
}

/**
 * The lines of a program that mixes a folder in batches: labelled where it has classes. It is a
 * whole module.
 */
export function programFor (source: string, settings: Settings, found: FolderSummary): string {
  const { mixer, options, seed } = settings
  const [domain, name] = mixer.includes('/') ? mixer.split('/') : ['image', mixer]
  const identifier = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
  const classes = Object.keys(found.classes).length
  const { size, fit, split, labels, masks, boxes, classes: names, colours } = settings
  const folder =
    given({ size, fit, split, labels, masks, boxes, classes: names, colours, seed })
  const own = domain === 'image'
  const make = own
    ? `createMixer(${identifier}(${asCode(options)}), `
    : `registry.create(${quoted(mixer)}, ${asCode(options) || '{}'}, `
  const target = masks !== undefined ? 'mask' : boxes !== undefined ? 'boxes' : undefined
  const entries = target !== undefined ? `x, ${target}` : classes === 0 ? 'x' : 'x, label'
  const targets = target !== undefined ? `, targets: ['${target}']`
    : classes === 0 ? '' : `, targets: { label: { classes: ${classes} } }`
  return [
    ...own
      ? ["import { createMixer, useBackend } from 'remixture'",
        `import { ${identifier} } from 'remixture/image'`]
      : ["import { createRegistry, useBackend } from 'remixture'",
        "import { imageDomain } from 'remixture/image'"],
    "import { imageFolder } from 'remixture/io'",
    ...own ? [] : [`import { ${domain}Plugin } from './${domain}.js' // your plugin`],
    '',
    'await useBackend()',
    `const { train } = await imageFolder(${quoted(source)}, ${asCode(folder)})`,
    ...own ? [] : [`const registry = createRegistry(imageDomain, ${domain}Plugin)`],
    `const mix = ${make}{ seed: ${seed}${targets} })`,
    `for await (const { ${entries} } of train.batch(8)) {`,
    `  const { batch, plan } = mix.mix({ ${entries} })`,
    '  console.log(batch.x.shape, plan.draws)',
    '  x.dispose()',
    '  batch.x.dispose()',
    ...target === 'mask' ? ['  mask.dispose()', '  batch.mask.dispose()'] : [],
    '}'
  ].join('\n')
}
