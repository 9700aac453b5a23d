import { builtinModules } from 'node:module'
import path from 'node:path'

/**
 * Which room may import what. A law speaks of the files in `rooms`, except those in `except`.
 * `forbids` gets what is imported (`to`: a path from the root such as `domains/image/batch.js`, or
 * the name of a package) and the file that imports it.
 */
const laws = [
  {
    rooms: ['core/'],
    forbids: to => within(to, ['domains/', 'plugins/', 'examples/', 'test/']) || isOwnName(to),
    why: 'core knows no domain, no plugin and nothing built on them'
  },
  {
    rooms: ['domains/'],
    forbids: (to, file) => within(to, ['plugins/', 'examples/', 'test/']) || isOwnName(to) ||
      (within(to, ['domains/']) && roomOf(to) !== roomOf(file)),
    why: 'a domain knows core and itself: no other domain, no plugin'
  },
  {
    rooms: ['plugins/'],
    forbids: to => within(to, ['examples/', 'test/']) || isOwnName(to),
    why: 'a plugin knows core and the domains'
  },
  {
    rooms: ['core/contract/'],
    typesAllowed: true,
    forbids: () => true,
    why: 'the contract imports nothing but types'
  },
  {
    rooms: ['core/', 'domains/', 'plugins/', 'examples/'],
    except: ['core/registry/'],
    forbids: to => /^(inversify|@inversifyjs\/.*|reflect-metadata)$/.test(to),
    why: 'only core/registry knows the container'
  },
  {
    rooms: ['core/', 'domains/', 'plugins/'],
    except: ['core/tensor/runtime.ts'],
    typesAllowed: true,
    forbids: to => /^@tensorflow\/tfjs($|-layers$|-node|-backend-)/.test(to) || to === 'webgpu',
    why: 'only core/tensor/runtime.ts brings gradients and backends in'
  },
  {
    rooms: ['core/', 'domains/'],
    forbids: to => to.startsWith('node:') || builtinModules.includes(to),
    why: 'core and domains run in browsers too'
  }
]

const within = (file, rooms) => rooms.some(room => file.startsWith(room))
const roomOf = file => file.split('/').slice(0, 2).join('/')
const isOwnName = to => to === 'remixture'

/** Imports go down only: plugins → domains → core. */
export const arrows = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { forbidden: '"{{ source }}" must not be imported here: {{ why }}.' }
  },
  create (context) {
    const file = path.relative(context.cwd, context.filename).split(path.sep).join('/')
    const inForce = laws.filter(law => within(file, law.rooms) && !within(file, law.except ?? []))

    const check = (node, onlyTypes) => {
      if (typeof node?.value !== 'string') return
      const to = target(node.value, file)
      for (const { forbids, typesAllowed, why } of inForce) {
        if (onlyTypes && typesAllowed || !forbids(to, file)) continue
        context.report({ node, messageId: 'forbidden', data: { source: node.value, why } })
      }
    }
    return {
      ImportDeclaration: node => check(node.source, node.importKind === 'type'),
      ExportAllDeclaration: node => check(node.source, node.exportKind === 'type'),
      ExportNamedDeclaration: node => check(node.source, node.exportKind === 'type'),
      ImportExpression: node => check(node.source, false),
      TSImportType: node => check(node.source, true),
      TSImportEqualsDeclaration: node =>
        check(node.moduleReference.expression, node.importKind === 'type')
    }
  }
}

/** What a specifier means: a path from the root, or a package without the way inside it. */
function target (specifier, file) {
  if (specifier.startsWith('.')) return path.posix.join(path.posix.dirname(file), specifier)
  if (specifier.startsWith('node:')) return specifier
  return specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/')
}
