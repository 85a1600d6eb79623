import firstAreas from './firstAreas.ts';
import laterAreas from './laterAreas.ts';

/** Every message of this locale, by area. Type and tests alone read it: the page takes the parts, each when it needs it. */
export default { ...firstAreas, ...laterAreas };
