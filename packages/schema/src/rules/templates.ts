import type { SyncContext, TemplateProblem } from '../checkSync.ts'
import type { Path } from '../json.ts'
import type { Fix } from '../problem.ts'
import { columnsOf } from './columns.ts'
import type { Finding, Scene } from './rule.ts'
import { placeIn } from './rows.ts'

type Analyser = NonNullable<SyncContext['analyseTemplate']>
type Verdicts = ReadonlyMap<string, TemplateProblem[]>

/**
 * The verdicts of the run before, for the analyser and the columns they were made with: parsing
 * every template at every change of a payload would take longer than all other rules together.
 * A run keeps the templates that it met and no others.
 */
const lastVerdicts = new WeakMap<Analyser, WeakMap<readonly string[], Verdicts>>()
const noColumns: readonly string[] = []

/** Rule 26 and reference 5.13: what the analyser finds in the templates. */
export function templateProblems(scene: Scene): Finding[] {
  const { analyseTemplate } = scene.context
  if (!analyseTemplate) return []
  const columns = columnsOf(scene)?.names
  const byColumns = lastVerdicts.get(analyseTemplate) ?? new WeakMap<readonly string[], Verdicts>()
  lastVerdicts.set(analyseTemplate, byColumns)
  const before = byColumns.get(columns ?? noColumns)
  const verdicts = new Map<string, TemplateProblem[]>()
  byColumns.set(columns ?? noColumns, verdicts)

  return scene.rows.flatMap((row): Finding[] => {
    if (row.from?.type !== 'liquid_template' || typeof row.from.data !== 'string') return []
    const template = row.from.data
    const problems =
      verdicts.get(template) ?? before?.get(template) ?? analyseTemplate(template, columns)
    verdicts.set(template, problems)
    const path = placeIn(row, 'from', 'data')
    return problems.map((problem) => ({
      path,
      code: `template-${problem.code}`,
      message: messageOf(problem),
      ...(problem.fix && { fix: fixOf(problem.fix, template, path) }),
    }))
  })
}

function fixOf(
  { label, changes }: NonNullable<TemplateProblem['fix']>,
  template: string,
  path: Path,
): Fix {
  return { label, edits: [{ op: 'set', path, value: changed(template, changes) }] }
}

function changed(
  template: string,
  changes: NonNullable<TemplateProblem['fix']>['changes'],
): string {
  let [text, end] = ['', 0]
  for (const { from, to, insert } of changes) {
    text += template.slice(end, from) + insert
    end = to
  }
  return text + template.slice(end)
}

function messageOf({ message, suggestion, position }: TemplateProblem): string {
  const nearest = suggestion === undefined ? '' : `; the nearest name is ${suggestion}`
  const place = position ? ` (line ${position.line}, column ${position.column})` : ''
  return `${message}${nearest}${place}`
}
