// As much of React as keycells.js needs: the scenario calls the hook and runs its effects by hand.
export const effects = [];
let refs = [];
let at = 0;
export const useCallback = (work) => work;
export const useReducer = () => [0, () => {}];
export const useRef = (value) => (refs[at] ??= { current: value }, refs[at++]);
export const useEffect = (work) => effects.push(work);
export const render = (hook, { anew = false } = {}) => {
  if (anew) refs = [];
  at = 0;
  effects.length = 0;
  return { ...hook(), effects: [...effects] };
};
