/** A key, or several that do the same, and what it does. */
interface KeyLine {
  keys: readonly string[]
  does: string
}

/** All keys beyond those that every page has, by where they work. */
export const keyboardMap: readonly { where: string; lines: readonly KeyLine[] }[] = [
  {
    where: 'Everywhere',
    lines: [{ keys: ['?'], does: 'Show this map' }],
  },
  {
    where: 'In the builder',
    lines: [
      { keys: ['Ctrl+Z'], does: 'Undo the last change, and go to what changed' },
      { keys: ['Ctrl+Shift+Z', 'Ctrl+Y'], does: 'Redo' },
      { keys: ['F6'], does: 'Go to the next part: steps, step, inspector, actions' },
      { keys: ['Shift+F6'], does: 'Go to the part before' },
      { keys: ['Escape'], does: 'Close a list, a dialog or the inspector’s sheet' },
    ],
  },
  {
    where: 'In the mapping step',
    lines: [
      { keys: ['Alt+N'], does: 'Add a mapping' },
      { keys: ['/'], does: 'Search the rows' },
      { keys: ['Ctrl+V'], does: 'Paste columns and fields, where no text is edited' },
    ],
  },
  {
    where: 'In a row',
    lines: [
      { keys: ['Ctrl+↑', 'Ctrl+↓'], does: 'Go to the same control in the next row' },
      { keys: ['Alt+↑', 'Alt+↓'], does: 'Move the row' },
      { keys: ['Alt+Enter'], does: 'Open its details' },
      { keys: ['Alt+K'], does: 'Make it the key, or no longer' },
      { keys: ['Alt+S'], does: 'Select it, or no longer' },
      { keys: ['Alt+Shift+S'], does: 'Select all from the row that was selected last' },
      { keys: ['Alt+Delete'], does: 'Remove it' },
    ],
  },
  {
    where: 'On the board',
    lines: [
      { keys: ['↑', '↓'], does: 'Go through columns or fields' },
      { keys: ['←', '→'], does: 'Go to the other side' },
      { keys: ['Enter'], does: 'Pick up a column or a field, and connect it with another' },
      { keys: ['Space'], does: 'Select the rows of a column or a field' },
      { keys: ['F2'], does: 'Open the details of a row' },
      { keys: ['Delete'], does: 'Remove the selected rows' },
      { keys: ['Escape'], does: 'Put down what was picked up' },
    ],
  },
  {
    where: 'In auto-map',
    lines: [
      { keys: ['↑', '↓'], does: 'Go through the proposals' },
      { keys: ['Enter'], does: 'Accept a proposal, or a whole group on its head' },
      { keys: ['Delete'], does: 'Dismiss a proposal' },
      { keys: ['Ctrl+Z'], does: 'Take back what was accepted last' },
    ],
  },
  {
    where: 'In the payload',
    lines: [
      { keys: ['↑', '↓'], does: 'Go through its lines' },
      { keys: ['→'], does: 'Unfold, or go into a list or an object' },
      { keys: ['←'], does: 'Fold, or go out of it' },
      { keys: ['Enter'], does: 'Fold or unfold' },
    ],
  },
  {
    where: 'In the payload as JSON',
    lines: [
      { keys: ['Ctrl+Space'], does: 'Show the keys and values that can stand here' },
      { keys: ['F8'], does: 'Go to the next problem' },
      { keys: ['Ctrl+F'], does: 'Search the text' },
      { keys: ['Ctrl+Z'], does: 'Take back what was typed, then the changes of the form' },
      { keys: ['Tab'], does: 'Leave the editor' },
    ],
  },
  {
    where: 'In the template editor',
    lines: [
      { keys: ['Ctrl+Space'], does: 'Show what can stand here' },
      { keys: ['Tab'], does: 'Leave the editor' },
    ],
  },
]
