import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { editorTheme } from '../../ui/editorTheme.ts'
import classes from './jsonEditor.module.css'

const highlighting = HighlightStyle.define([
  { tag: tags.propertyName, class: classes.key! },
  { tag: tags.string, class: classes.string! },
  { tag: tags.number, class: classes.number! },
  { tag: [tags.bool, tags.null], class: classes.word! },
])

/** JSON in the colors of the page; it fills the pane. */
export const jsonTheme: Extension = [
  syntaxHighlighting(highlighting),
  EditorView.theme({
    '&': { height: '100%', fontSize: '12px', border: 'none', borderRadius: '0' },
    // The frame shows the focus.
    '&.cm-focused': { outline: 'none' },
    '.cm-scroller': { minHeight: '0', maxHeight: 'none', lineHeight: '20px' },
    // Text that is scrolled to the side goes under it.
    '.cm-gutters': { backgroundColor: 'var(--sb-raised)' },
    '.cm-foldPlaceholder': {
      padding: '0 4px',
      color: 'var(--mantine-color-dimmed)',
      background: 'transparent',
      border: '1px solid var(--sb-line)',
    },
    '.cm-lintRange-error': {
      backgroundImage: 'none',
      textDecoration: 'underline wavy var(--mantine-color-error)',
      textDecorationSkipInk: 'none',
    },
    '.cm-lintRange-info': {
      backgroundImage: 'none',
      textDecoration: 'underline dotted var(--mantine-color-dimmed)',
    },
    '.cm-diagnosticAction': {
      minHeight: '24px',
      padding: '2px 8px',
      color: 'var(--mantine-color-text)',
      backgroundColor: 'var(--mantine-color-default)',
      border: '1px solid var(--mantine-color-default-border)',
      borderRadius: 'var(--mantine-radius-sm)',
      cursor: 'pointer',
    },
    '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontSize: '12px' },
    '.cm-tooltip-hover': { maxWidth: 'min(360px, 90vw)' },
    '.cm-searchMatch': { backgroundColor: 'var(--mantine-color-yellow-light)' },
    '.cm-searchMatch-selected': { outline: '2px solid var(--mantine-primary-color-filled)' },
    '.cm-panels': {
      color: 'var(--mantine-color-text)',
      backgroundColor: 'var(--sb-raised)',
      borderColor: 'var(--sb-line)',
    },
    '.cm-panel.cm-search': {
      display: 'flex',
      flexWrap: 'wrap',
      gap: '6px',
      alignItems: 'center',
      padding: '8px 32px 8px 8px',
      fontFamily: 'var(--mantine-font-family)',
    },
    '.cm-panel.cm-search :is(input, button, label)': { fontSize: 'var(--mantine-font-size-xs)' },
    '.cm-panel.cm-search br': { display: 'none' },
    '.cm-panel.cm-search input, .cm-panel.cm-search button, .cm-panel.cm-search label': {
      margin: '0',
    },
    '.cm-panel.cm-search label': {
      display: 'flex',
      gap: '4px',
      alignItems: 'center',
      minHeight: '24px',
    },
    '.cm-textfield': {
      minHeight: '26px',
      color: 'var(--mantine-color-text)',
      backgroundColor: 'var(--mantine-color-body)',
      border: '1px solid var(--mantine-color-default-border)',
    },
    '.cm-button, .cm-panel.cm-search [name=close]': {
      minWidth: '24px',
      minHeight: '26px',
      color: 'var(--mantine-color-text)',
      backgroundColor: 'var(--mantine-color-default)',
      backgroundImage: 'none',
      border: '1px solid var(--mantine-color-default-border)',
      cursor: 'pointer',
    },
  }),
  // What stands above goes before.
  editorTheme,
]
