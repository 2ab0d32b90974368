// Which modules are built into one file. Left to itself the build makes a file for each set of
// pages that share a module: hundreds of small ones, which compress badly and each cost a request.

/** Mantine's controls that the home page shows, with what they are made of. */
const controls = wordsOf(`
  ActionIcon Alert Anchor Badge Button CloseButton Container FloatingIndicator Group Input
  InputBase Loader Paper SegmentedControl Skeleton Stack Text TextInput Title Transition
  UnstyledButton VisuallyHidden
`)
const hooks = wordsOf(`
  color-scheme did-update id isomorphic-effect media-query merged-ref mounted
  mutation-observer reduced-motion shallow-effect timeout uncontrolled
`)
const libraries = wordsOf(`
  react react-dom scheduler use-sync-external-store wouter regexparam clsx idb-keyval
  @tanstack/react-query @tanstack/query-core @tanstack/react-virtual
  @tanstack/virtual-core
`)

/** The schema's modules that the home page reads answers by. */
const answers = wordsOf(`
  alert createState defaults destination draft edit envelope error flatSchedule json mapping mode
  operationNames proxyError scheduleWords session shape source sync workspace
`)

/** What the home page shows of drafts, and reads them by. */
const drafts = wordsOf(`
  confirmedActs draftFormat draftLocal draftName editedSync NameInput openInTabs otherTabs saveLeft
  storage unsavedCopy
`)

function wordsOf(text: string): string[] {
  return text.trim().split(/\s+/u)
}

/** What dialogs and long texts are made of: opened later than the first step is seen. */
const later =
  '(?:components/(?:Drawer|Modal|ModalBase|Textarea)|fastest-levenshtein|react-(?:remove-scroll|style-singleton)[^/]*|use-sidecar|use-callback-ref|get-nonce|tslib)/'

/** What reads pasted and stored syncs: many parts need it, none of them at first. */
const reading = '(?:schema/src/(?:storedSync|readJson|exactNumber)|src/draft/keyNames)\\.'

/** What some steps and the pages of syncs and runs share, and nothing needs at first. */
const some = '(?:src/ui/[Dd]isclosure|schema/src/(?:cronTimes|fireTimes))\\.'

/**
 * What the first step shows or the frame around it needs, and another step as well: in files of
 * their own, each of these small modules would weigh more than its words.
 */
const atFirst = wordsOf(`
  destinationOptions FixedPart Freshness inSlices MappingSummary ParkedRowsNote pickerOptions
  sequenceChain sourceOptions typedColumns
`)

const oneOf = (words: readonly string[]) => `(?:${words.join('|')})`

/** A module goes into the first group of the highest priority that takes it. */
export const chunkGroups = [
  // Zod is told how to work before the first schema is made: see src/jitlessZod.ts.
  { name: 'zod', test: /node_modules\/zod\/|jitlessZod/u, priority: 4 },
  // Two editors are made of it, and few open both.
  {
    name: 'editor',
    test: /node_modules\/(?:@codemirror\/(?!lang-|search)|@lezer\/(?!json)|style-mod|w3c-keyname|crelt|@marijn)/u,
    priority: 4,
  },
  {
    name: 'frame',
    test: new RegExp(
      [
        `node_modules/${oneOf(libraries)}/`,
        `@mantine/core/esm/(?:core|components/${oneOf(controls)})/`,
        `@mantine/hooks/esm/(?:utils|use-${oneOf(hooks)})/`,
      ].join('|'),
      'u',
    ),
    priority: 3,
  },
  {
    name: 'answers',
    test: new RegExp(
      [
        'src/api/(?!known|named|polling|refresh|runs|sandbox)',
        `src/draft/${oneOf(drafts)}\\.`,
        'src/ui/(?:ErrorNotice|lazyPart|isTyping|moments|searchWords|theme)\\.',
        `schema/src/${oneOf(answers)}\\.ts`,
      ].join('|'),
      'u',
    ),
    priority: 2,
  },
  // What so many parts share is for the builder: the home page has all of its own above.
  {
    name: 'builder',
    test: new RegExp(`^(?!.*(?:${later}|${reading}|${some})).*(?:node_modules|src/)`, 'u'),
    minShareCount: 5,
    priority: 1,
  },
  { name: 'some', test: new RegExp(some, 'u'), priority: 0 },
  { name: 'first', test: new RegExp(`src/(?:\\w+/)?${oneOf(atFirst)}\\.`, 'u'), priority: 0 },
  { name: 'reading', test: new RegExp(reading, 'u'), priority: 0 },
  { name: 'later', test: new RegExp(later, 'u'), priority: 0 },
]
