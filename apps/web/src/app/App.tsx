import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { Route, Switch } from 'wouter'
import { HomePage } from '../syncs/HomePage.tsx'
import { cssVariables, theme } from '../ui/theme.ts'
import classes from './frame.module.css'
import { Header } from './Header.tsx'
import { PageSkeleton } from './PageSkeleton.tsx'
import { NotFound } from './NotFound.tsx'
import { createQueryClient } from './queryClient.ts'

const BuilderPage = lazy(() => import('./BuilderPage.tsx'))
const NewDraftPage = lazy(() => import('./NewDraftPage.tsx'))
const ImportPage = lazy(() => import('../importing/ImportPage.tsx'))
const SyncPage = lazy(() => import('../syncs/SyncPage.tsx'))

const queryClient = createQueryClient()

export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <div className={classes.page}>
          <Header />
          <Suspense fallback={<PageSkeleton />}>
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
                  /^[1-9]\d{0,15}$/u.test(id) ? <SyncPage id={Number(id)} /> : <NotFound />
                }
              </Route>
              <Route path="/drafts/:draftId/:stepId">
                {({ draftId, stepId }) => (
                  <BuilderPage key={draftId} draftId={draftId} stepId={stepId} />
                )}
              </Route>
              <Route component={NotFound} />
            </Switch>
          </Suspense>
        </div>
      </QueryClientProvider>
    </MantineProvider>
  )
}
