import { Button, Skeleton, Stack, VisuallyHidden } from '@mantine/core'
import { typedColumnsOf, withTypedColumns, type Path } from '@sync-builder/schema'
import { Suspense, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import { useKnown } from '../api/known.ts'
import { BuilderContext, useFact, type Builder } from '../draft/builder.ts'
import { ChangedElsewhere } from '../draft/ChangedElsewhere.tsx'
import type { DraftStore } from '../draft/draftStore.ts'
import { LiveBuilder } from '../draft/LiveBuilder.tsx'
import { useJudgement } from '../draft/useJudgement.ts'
import { useSettled } from '../draft/useSettled.ts'
import { ExportButton } from '../export/ExportButton.tsx'
import { PayloadView } from '../inspector/PayloadView.tsx'
import { ProblemList } from '../inspector/ProblemList.tsx'
import { useTextPane } from '../inspector/text/useTextPane.ts'
import { lazyPart } from '../ui/lazyPart.ts'
import { DraftTitle } from './DraftTitle.tsx'
import type { Ending } from './ending.ts'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import classes from './frame.module.css'
import { InspectorPanel, InspectorToggle } from './InspectorPanel.tsx'
import { PartFailure } from './PageFailure.tsx'
import { PreviewSection } from './PreviewSection.tsx'
import { StepList } from './StepList.tsx'
import { countProblems, stepOf, steps } from './steps.ts'
import { TextEditor, TextNoteOfStep } from './TextParts.tsx'
import { UndoButtons } from './UndoButtons.tsx'
import { useEnds } from './useEnds.ts'
import { useInspector } from './useInspector.ts'
import { useJumpFocus } from './useJumpFocus.ts'
import { useRegionKeys } from './useRegionKeys.ts'
import { useRecorder } from './useRecorder.ts'
import { useSaveOnLeave } from './useSaveOnLeave.ts'
import { useTemplateAnalyser } from './useTemplateAnalyser.ts'
import { useUndo } from './useUndo.ts'

const EarlierVersions = lazyPart(() => import('./EarlierVersions.tsx'))
const RowFit = lazyPart(() => import('./RowFit.tsx'))

export interface WizardProps {
  draftId: string
  stepId: string
  store: DraftStore
  /** What the work on the draft leads to. */
  ending: Ending
  /** What the operator must know of the draft as a whole; undefined when all is well. */
  notice?: ReactNode
  /** Reads the draft anew; what this tab has not kept is gone then. */
  onReload: () => void
}

/**
 * The frame around the steps. It knows steps, not fields. All of it follows the draft a moment
 * later; only the step itself is drawn at each key press.
 */
export function Wizard({ draftId, stepId, store, ending, notice, onReload }: WizardProps) {
  const { title: about, stored, refused: refusal } = ending
  const { draft, payload } = useSettled(store)
  const isChangedElsewhere = useFact(store, ({ saved }) => saved.kind === 'changed elsewhere')
  const [location, navigate] = useLocation()
  const [jump, setJump] = useState<{ path: Path }>()
  const inspector = useInspector()
  const { closeSheet } = inspector
  const metadata = useKnown(useEnds(store))
  const analyseTemplate = useTemplateAnalyser(payload)
  const typedColumns = useFact(store, (snapshot) => typedColumnsOf(snapshot.draft))
  const acknowledged = useFact(store, ({ local }) => local.acknowledged ?? nothing)
  const known = useMemo(() => {
    const told = { ...withTypedColumns(metadata, typedColumns), acknowledged }
    return {
      ...told,
      ...(analyseTemplate && { analyseTemplate }),
      ...(stored && { stored }),
    }
  }, [metadata, typedColumns, acknowledged, analyseTemplate, stored])

  const judgement = useJudgement(store, payload, known)
  const { applyFix } = judgement
  const refused = refusal?.payload === payload ? refusal.problems : undefined
  const pane = useTextPane(store, payload, inspector.show)
  const textProblem = pane.problem
  const found = useMemo(
    () => (textProblem ? [textProblem, ...judgement.problems] : judgement.problems),
    [textProblem, judgement.problems],
  )
  const blocking = useMemo(
    () => found.filter(({ severity }) => severity === 'error').length,
    [found],
  )
  const problems = useMemo(() => (refused ? [...refused, ...found] : found), [refused, found])

  const jumpTo = useCallback(
    (path: Path) => {
      const target = stepOf(path)
      if (target === undefined) return
      setJump({ path })
      closeSheet()
      const place = `/drafts/${draftId}/${target}`
      // Going to where one is would only lengthen the way back of the browser.
      if (place !== location) navigate(place)
    },
    [draftId, location, navigate, closeSheet],
  )
  const undo = useUndo(store, jumpTo)
  const isSwitched = useFact(store, ({ draft: { left } }) => Object.keys(left).length > 0)
  const [fitWords, setFitWords] = useState('')
  const builder = useMemo(
    (): Builder => ({
      draftId,
      draft,
      payload,
      known,
      problems,
      applyFix,
      store,
      jump,
      jumpTo,
    }),
    [draftId, draft, payload, known, problems, applyFix, store, jump, jumpTo],
  )

  const reviewed = useMemo(
    () =>
      steps.flatMap(({ id, title, Summary }) =>
        Summary ? [{ id, title, Summary, ...countProblems(problems, id) }] : [],
      ),
    [problems],
  )
  const index = Math.max(
    steps.findIndex(({ id }) => id === stepId),
    0,
  )
  const step = steps[index]!
  // The same element as long as it shows the same: what the frame alone needs (the saved state, the
  // verdict) does not draw the step again.
  const screen = useMemo(() => <step.Screen reviewed={reviewed} />, [step, reviewed])
  const storedId = stored?.id
  const exporting = useMemo(
    () => (
      <ExportButton
        size="xs"
        payload={() => store.snapshot().payload}
        {...(storedId !== undefined && { storedId })}
      />
    ),
    [store, storedId],
  )
  const title = useMemo(() => <DraftTitle store={store} />, [store])
  const textEditor = useMemo(() => <TextEditor pane={pane} />, [pane])
  const [main, setMain] = useState<HTMLElement | null>(null)
  useJumpFocus(main, jump, step.id)
  const [frame, setFrame] = useState<HTMLElement | null>(null)
  useRegionKeys(frame)
  useSaveOnLeave(draftId, store)
  const recorder = useRecorder(draftId, store, step.id)
  const [versions, setVersions] = useState<{ giveFocusBack: () => void }>()
  useEffect(() => {
    if (store.snapshot().local.step !== step.id) store.keepLocal({ step: step.id })
  }, [store, step])
  useEffect(() => {
    document.title = `${step.title} · ${about} · Sync Builder`
  }, [step, about])

  return (
    <BuilderContext value={builder}>
      <div
        ref={setFrame}
        className={classes.wizard}
        data-inspector={inspector.isOpen || inspector.isSheet ? undefined : 'closed'}
      >
        {isSwitched && (
          <ErrorBoundary place={step.id} Fallback={Nothing}>
            <Suspense>
              <RowFit store={store} onSettled={setFitWords} />
            </Suspense>
          </ErrorBoundary>
        )}
        <StepList current={step.id}>{title}</StepList>
        <main
          id="main"
          ref={setMain}
          tabIndex={-1}
          // By its link: its own heading comes with its code, after the focus.
          aria-labelledby={`step-${step.id}`}
          className={classes.main}
        >
          <VisuallyHidden>
            <h1>{about}</h1>
            <p role="status">{fitWords}</p>
          </VisuallyHidden>
          <Stack gap="lg" className={classes.content}>
            {ending.heading}
            {notice}
            {isChangedElsewhere && (
              <ChangedElsewhere store={store} stepId={step.id} onReload={onReload} />
            )}
            <TextNoteOfStep pane={pane} />
            {ending.outcome}
            <ErrorBoundary place={step.id} Fallback={PartFailure}>
              <Suspense
                fallback={
                  <Skeleton height={240} role="status" aria-label={`Loading ${step.title}`} />
                }
              >
                <LiveBuilder builder={builder}>{screen}</LiveBuilder>
              </Suspense>
            </ErrorBoundary>
          </Stack>
          <Ends draftId={draftId} index={index} />
        </main>
        <InspectorPanel inspector={inspector}>
          <ProblemList />
          {ending.changes}
          <PayloadView
            payload={payload}
            changeOf={ending.changeOf}
            pane={pane}
            editor={textEditor}
            actions={exporting}
          />
          <PreviewSection />
        </InspectorPanel>
        {versions && (
          <Suspense>
            <EarlierVersions
              draftId={draftId}
              draft={draft}
              recorder={recorder}
              onClose={() => {
                setVersions(undefined)
                versions.giveFocusBack()
              }}
            />
          </Suspense>
        )}
        <footer className={classes.bar} aria-label="Actions">
          {ending.renderBar({
            blocking,
            children: (
              <>
                <UndoButtons
                  store={store}
                  undo={undo}
                  onShowVersions={(giveFocusBack) => setVersions({ giveFocusBack })}
                />
                <InspectorToggle inspector={inspector} count={problems.length} />
              </>
            ),
          })}
        </footer>
      </div>
    </BuilderContext>
  )
}

/** The same list each time: it is compared by identity. */
const nothing: readonly string[] = []

/** Where the settling of rows cannot be loaded they stay as they are, and another step tries again. */
function Nothing() {
  return null
}

function Ends({ draftId, index }: { draftId: string; index: number }) {
  const back = steps[index - 1]
  const next = steps[index + 1]
  return (
    <div className={classes.ends}>
      {back ? (
        <Button variant="default" component={Link} href={`/drafts/${draftId}/${back.id}`}>
          Back
        </Button>
      ) : (
        <span />
      )}
      {next && (
        <Button variant="default" component={Link} href={`/drafts/${draftId}/${next.id}`}>
          Next: {next.title}
        </Button>
      )}
    </div>
  )
}
