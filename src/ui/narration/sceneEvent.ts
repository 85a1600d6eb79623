/** The event that asks for the whole scene in words; the N key sends it. */
export const SCENE_EVENT = 'narration:scene';
