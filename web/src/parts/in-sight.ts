// A row of names that may be wider than the screen: the current one is brought into sight, sideways only.
import { useEffect, type RefObject } from 'react';

const currentOne = '[aria-current], [aria-selected="true"]';

/** Scrolls the row to its current name, again for each new `current` and whenever the window changes. */
export function useInSight(row: RefObject<HTMLElement | null>, current: unknown): void {
  useEffect(() => {
    const show = () => {
      const name = row.current?.querySelector(currentOne);
      if (row.current && name) row.current.scrollLeft += middleOf(name) - middleOf(row.current);
    };
    show();
    window.addEventListener('resize', show);
    return () => window.removeEventListener('resize', show);
  }, [row, current]);
}

function middleOf(element: Element): number {
  const { left, width } = element.getBoundingClientRect();
  return left + width / 2;
}
