import inspect from './inspect.ts';
import why from './why.ts';

/** The areas that come with the panels that need them (LaterWords.tsx). */
export default { inspect, why };
