import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { Suspense } from 'react'
import { Route, Switch, useLocation } from 'wouter'
import { cssVariables, theme } from '../ui/theme.ts'
import { AppFailure } from './AppFailure.tsx'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import classes from './frame.module.css'
import { Header } from './Header.tsx'
import { lazyPart } from '../ui/lazyPart.ts'
import { PageFailure } from './PageFailure.tsx'
import { PageSkeleton } from './PageSkeleton.tsx'
import { NotFound } from './NotFound.tsx'
import { createQueryClient } from './queryClient.ts'
import { usePageFocus } from './usePageFocus.ts'

const HomePage = lazyPart(() => import('../syncs/HomePage.tsx'))
const BuilderPage = lazyPart(() => import('./BuilderPage.tsx'))
const NewDraftPage = lazyPart(() => import('./NewDraftPage.tsx'))
const ImportPage = lazyPart(() => import('../importing/ImportPage.tsx'))
const EditPage = lazyPart(() => import('../editing/EditPage.tsx'))
const ExportSync = lazyPart(() => import('./ExportSync.tsx'))
const SyncActivity = lazyPart(() => import('../runs/SyncActivity.tsx'))
const SyncPage = lazyPart(() => import('../syncs/SyncPage.tsx'))
const RunPage = lazyPart(() => import('../runs/RunPage.tsx'))

const queryClient = createQueryClient()

export function App() {
  const [place] = useLocation()
  usePageFocus(place)
  return (
    <ErrorBoundary place={place} Fallback={AppFailure}>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
        <QueryClientProvider client={queryClient}>
          <div className={classes.page}>
            <Header />
            <ErrorBoundary place={place} Fallback={PageFailure}>
              <Suspense fallback={<PageSkeleton />}>
                <Pages />
              </Suspense>
            </ErrorBoundary>
          </div>
        </QueryClientProvider>
      </MantineProvider>
    </ErrorBoundary>
  )
}

function Pages() {
  return (
    <Switch>
      <Route path="/" component={HomePage} />
      <Route path="/new">
        <NewDraftPage from="empty" />
      </Route>
      <Route path="/new/example">
        <NewDraftPage from="example" />
      </Route>
      <Route path="/import" component={ImportPage} />
      <Route path="/syncs/:id">
        {({ id }) =>
          isId(id) ? (
            <SyncPage id={Number(id)} Export={ExportSync} Activity={SyncActivity} />
          ) : (
            <NotFound />
          )
        }
      </Route>
      <Route path="/syncs/:id/edit">
        {({ id }) => (isId(id) ? <EditPage key={id} id={Number(id)} /> : <NotFound />)}
      </Route>
      <Route path="/syncs/:id/runs/:runId">
        {({ id, runId }) =>
          isId(id) && isId(runId) ? (
            <RunPage key={runId} syncId={Number(id)} runId={Number(runId)} />
          ) : (
            <NotFound />
          )
        }
      </Route>
      <Route path="/drafts/:draftId/:stepId">
        {({ draftId, stepId }) => <BuilderPage key={draftId} draftId={draftId} stepId={stepId} />}
      </Route>
      <Route component={NotFound} />
    </Switch>
  )
}

function isId(text: string): boolean {
  // A larger number would be rounded to the id of another.
  return /^[1-9]\d{0,15}$/u.test(text) && Number.isSafeInteger(Number(text))
}
