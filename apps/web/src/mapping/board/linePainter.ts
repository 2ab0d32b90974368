import type { Problem } from '@sync-builder/schema'
import type { RowProblems } from '../rowProblems.ts'
import classes from './board.module.css'
import { linePath, stubPath, type Shape } from './boardLines.ts'

/** What decides over the look of a line, beside where it is. */
export interface LineLook {
  selected: ReadonlySet<string>
  problems: RowProblems
}

/** The elements of one shape, and what they were given last. */
interface Drawn {
  group: SVGGElement
  hit: SVGPathElement
  stroke: SVGPathElement
  badge: SVGGElement
  text: SVGTextElement
  given: Map<Element, Map<string, string>>
}

export type Painter = (shapes: readonly Shape[], width: number, look: LineLook) => void

/**
 * Draws shapes into an SVG element. It is called for each frame while a list scrolls, so elements
 * are kept for the next frame and touched only where something is new.
 */
export function linePainter(svg: SVGGElement): Painter {
  const drawn: Drawn[] = []
  return (shapes, width, look) => {
    // What is drawn last lies on top.
    const sorted = [
      ...shapes.filter((shape) => !isSelected(shape, look)),
      ...shapes.filter((shape) => isSelected(shape, look)),
    ]
    while (drawn.length < sorted.length) drawn.push(newDrawn(svg))
    for (const [index, { group, given }] of drawn.entries()) {
      const shape = sorted[index]
      if (shape) drawShape(drawn[index]!, shape, width, look)
      give(given, group, 'display', shape ? 'inline' : 'none')
    }
  }
}

function newDrawn(svg: SVGGElement): Drawn {
  const group = add(svg, 'g')
  const hit = add(group, 'path')
  const stroke = add(group, 'path')
  const badge = add(group, 'g')
  hit.setAttribute('class', classes.hit!)
  stroke.setAttribute('class', classes.stroke!)
  badge.setAttribute('class', classes.badge!)
  add(badge, 'circle').setAttribute('r', '8')
  const text = add(badge, 'text')
  const key = add(badge, 'path')
  key.setAttribute('class', classes.keySign!)
  key.setAttribute('d', 'M-5,1a2,2 0 1,0 4,0a2,2 0 1,0 -4,0M-1,1h6v2.5M2.5,1v2')
  return { group, hit, stroke, badge, text, given: new Map() }
}

function add<Name extends keyof SVGElementTagNameMap>(parent: Element, name: Name) {
  return parent.appendChild(document.createElementNS('http://www.w3.org/2000/svg', name))
}

function drawShape(to: Drawn, shape: Shape, width: number, look: LineLook): void {
  const { given } = to
  const lines = linesOf(shape)
  const path =
    shape.kind === 'line'
      ? linePath(shape.sourceY, shape.fieldY, width)
      : stubPath(shape.side, shape.y, shape.away, width)
  give(given, to.hit, 'd', path)
  give(given, to.stroke, 'd', path)
  give(given, to.group, 'data-rows', lines.map(({ id }) => id).join(' '))
  give(given, to.group, 'data-shape', shape.kind === 'line' ? 'line' : `${shape.side} stub`)
  give(given, to.group, 'data-selected', String(isSelected(shape, look)))
  const severity = worstOf(lines.flatMap(({ index }) => look.problems.get(index) ?? []))
  give(given, to.group, 'data-severity', severity ?? 'none')

  const sign = signOf(shape, severity)
  give(given, to.group, 'data-sign', sign)
  if (sign === 'none') return
  give(given, to.badge, 'transform', `translate(${signPlace(shape, width)})`)
  const words = sign === 'count' ? String(lines.length) : sign === 'problem' ? '!' : ''
  if (to.text.textContent !== words) to.text.textContent = words
}

function linesOf(shape: Shape) {
  return shape.kind === 'line' ? [shape.line] : shape.lines
}

function isSelected(shape: Shape, { selected }: LineLook): boolean {
  return linesOf(shape).some(({ id }) => selected.has(id))
}

function worstOf(problems: readonly Problem[]): Problem['severity'] | undefined {
  if (problems.some(({ severity }) => severity === 'error')) return 'error'
  return problems.length > 0 ? 'warning' : undefined
}

function signOf(shape: Shape, severity: Problem['severity'] | undefined) {
  if (shape.kind === 'stub') return shape.lines.length > 1 ? 'count' : 'none'
  if (severity) return 'problem'
  return shape.line.isKey ? 'key' : 'none'
}

/** Where the sign of a shape is, as an SVG pair. */
function signPlace(shape: Shape, width: number): string {
  if (shape.kind === 'line') return `${width / 2},${(shape.sourceY + shape.fieldY) / 2}`
  return `${shape.side === 'source' ? 24 : width - 24},${shape.y}`
}

function give(given: Drawn['given'], element: Element, name: string, value: string): void {
  let attributes = given.get(element)
  if (!attributes) given.set(element, (attributes = new Map()))
  if (attributes.get(name) === value) return
  attributes.set(name, value)
  element.setAttribute(name, value)
}
