import ts from 'typescript'

/**
 * Forbids `x.add(y)`: the operations of TensorFlow.js hang on tensors only where its umbrella
 * package was loaded, so such a call compiles, or runs, on one machine and not on the next.
 * `tf.add(x, y)` always does.
 *
 * A method may be called if the class of the tensor itself declares it, not an interface merged
 * into it.
 */
export const noChainedOps = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { chained: 'A tensor has no method "{{ name }}" of its own: call tf.{{ name }}(…).' }
  },
  create (context) {
    const { parserServices } = context.sourceCode
    const checker = parserServices.program.getTypeChecker()

    return {
      'CallExpression > MemberExpression.callee' (node) {
        const name = node.computed ? node.property.value : node.property.name
        if (typeof name !== 'string') return
        const type = parserServices.getTypeAtLocation(node.object)
        if (tensorsIn(type, checker).some(tensor => !isOwnMethod(tensor, name))) {
          context.report({ node: node.property, messageId: 'chained', data: { name } })
        }
      }
    }
  }
}

/** The tensor types among what a value may be. */
function tensorsIn (type, checker) {
  if (type.isUnionOrIntersection()) return type.types.flatMap(part => tensorsIn(part, checker))
  const constraint = type.isTypeParameter() ? checker.getBaseConstraintOfType(type) : undefined
  if (constraint !== undefined) return tensorsIn(constraint, checker)
  return isTensor(type) ? [type] : []
}

function isTensor (type) {
  return isTensorClass(type.symbol) || bases(type).some(isTensor)
}

function isTensorClass (symbol) {
  return symbol?.name === 'Tensor' && (symbol.declarations ?? []).some(declaration =>
    declaration.getSourceFile().fileName.includes('/@tensorflow/tfjs-core/'))
}

/** What the class or interface of a type, or of the generic type it is an instance of, extends. */
function bases (type) {
  return (type.target ?? type).getBaseTypes?.() ?? []
}

function isOwnMethod (type, name) {
  return (type.getProperty(name)?.declarations ?? []).some(({ parent }) => ts.isClassLike(parent))
}
