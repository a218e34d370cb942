// A text in which one marks words to say something about them; and a letter that presses a link from anywhere.
import { useEffect, useRef } from "react";

const TYPED_IN = "input, textarea, select, [contenteditable], dialog[open] *";

// Signs are counted as the server counts them: code points, without the numbers of the comments.
function signs(range) {
  const part = range.cloneContents();
  part.querySelectorAll("sup").forEach((number) => number.remove());
  return [...part.textContent].length;
}

export function Passage({ onMark, children }) {
  const box = useRef(null);
  const last = useRef("");
  useEffect(() => {
    const look = () => {
      const chosen = document.getSelection();
      if (!chosen.rangeCount || chosen.isCollapsed) return;
      const range = chosen.getRangeAt(0);
      if (!box.current?.contains(range.commonAncestorContainer)) return;
      const before = document.createRange();
      before.selectNodeContents(box.current);
      before.setEnd(range.startContainer, range.startOffset);
      const first = signs(before);
      const after = first + signs(range);
      if (last.current === `${first}-${after}` || after <= first) return;
      last.current = `${first}-${after}`;
      onMark(first, after);
    };
    // When the finger or the mouse is lifted, or a key is: not for each letter on the way.
    const wait = () => setTimeout(look, 0);
    document.addEventListener("pointerup", wait);
    document.addEventListener("keyup", wait);
    return () => {
      document.removeEventListener("pointerup", wait);
      document.removeEventListener("keyup", wait);
    };
  }, [onMark]);
  return <div ref={box}>{children}</div>;
}

export function LetterKey({ letter, presses }) {
  useEffect(() => {
    const press = (event) => {
      if (event.key.toLowerCase() !== letter || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target.matches?.(TYPED_IN)) return;
      document.getElementById(presses)?.click();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [letter, presses]);
  return null;
}
