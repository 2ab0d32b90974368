import { syntaxTree } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { hoverTooltip } from '@codemirror/view'
import classes from './jsonEditor.module.css'
import { allForms, kindWords, schemasAt, valuesOf } from './schemaAt.ts'
import { spotAt } from './spots.ts'

/** More values than these are no help. */
const mostValues = 12

/** What the schema says of the key under the pointer. */
export const jsonHover: Extension = hoverTooltip(({ state }, pos, side) => {
  const tree = syntaxTree(state)
  const spot = spotAt(state.doc, tree, side > 0 ? pos + 1 : pos)
  if (!spot || spot.kind !== 'key' || spot.from === spot.to) return null
  const key: unknown = JSON.parse(state.sliceDoc(spot.from, spot.to))
  const schemas = schemasAt(state.doc, tree.topNode, [
    ...spot.way,
    { key: String(key), value: undefined },
  ])
  if (schemas.length === 0) return null
  const forms = schemas.flatMap(allForms)
  const description = schemas.find((schema) => schema.description !== undefined)?.description
  const values = valuesOf(forms)
  return {
    pos: spot.from,
    end: spot.to,
    create() {
      const dom = document.createElement('div')
      dom.className = classes.hover!
      const lines = [
        [`${String(key)}: ${kindWords(forms)}`, classes.hoverKey],
        [description, undefined],
        [
          values.length > 0 && values.length <= mostValues ? values.join(' ') : undefined,
          classes.hoverValues,
        ],
      ] as const
      for (const [text, className] of lines) {
        if (text === undefined) continue
        const line = document.createElement('div')
        line.textContent = text
        if (className) line.className = className
        dom.append(line)
      }
      return { dom }
    },
  }
})
