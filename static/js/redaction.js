/* The words a moderator selects in the text go into the form that masks them. Without this, they are typed. */
const source = document.querySelector("[data-redact-source]");
const form = document.querySelector('[data-act="redact"]');

function offset(node, at) {
  const range = document.createRange();
  range.setStart(source, 0);
  range.setEnd(node, at);
  return [...range.toString()].length;
}

if (source && form) {
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    if (selection.isCollapsed || !source.contains(selection.anchorNode) || !source.contains(selection.focusNode)) return;
    const range = selection.getRangeAt(0);
    form.elements["redact-words"].value = range.toString();
    if (source.querySelector(".masked")) return;
    form.elements["redact-start"].value = offset(range.startContainer, range.startOffset);
    form.elements["redact-end"].value = offset(range.endContainer, range.endOffset);
  });
}
