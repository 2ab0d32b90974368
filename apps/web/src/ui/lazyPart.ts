import { lazy, type ComponentType, type LazyExoticComponent } from 'react'

/** Code of the page that could not be fetched: the network is gone, or a newer version is out. */
export class PartNotLoaded extends Error {
  override readonly name = 'PartNotLoaded'
}

/** A component whose code is fetched when it is first shown. Fails with `PartNotLoaded`. */
export function lazyPart<Props>(
  load: () => Promise<{ default: ComponentType<Props> }>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => {
    try {
      return await load()
    } catch (cause) {
      throw new PartNotLoaded('A part of the page could not be fetched', { cause })
    }
  })
}
