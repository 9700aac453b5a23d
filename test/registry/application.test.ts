import test from 'ava'
import { Container } from 'inversify'
import { DIAL, Fade } from './parts.js'

test('a class that is described can be built by a container of an application too', t => {
  const container = new Container()
  container.bind(DIAL.key).toConstantValue({ strength: () => 0.75 })
  container.bind(Fade).toSelf()
  t.true(container.get(Fade) instanceof Fade)
})
